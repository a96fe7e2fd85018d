// Which figures a few typed characters mean, best first.

import { initialsAt } from "../grid/pinyin";
import { own, type Figures } from "./figures";

/** Keys that fit `query` by name, pinyin initials or value; `prefer` breaks ties. */
export function choose(query: string, figures: Figures, prefer: readonly string[] = []): string[] {
  const wanted = bare(query);
  const preferred = new Set(prefer);
  const ranked: { key: string; rank: number }[] = [];
  for (const key of Object.keys(figures)) {
    const rank = fit(wanted, key, figures);
    if (rank === null) continue;
    ranked.push({ key, rank: rank * 2 + (preferred.has(key) ? 0 : 1) });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ key }) => key);
}

// 0 is best; null does not fit.
function fit(wanted: string, key: string, figures: Figures): number | null {
  const figure = own(figures, key);
  if (!figure) return null;
  if (wanted === "") return 0;
  const name = bare(key);
  if (name.startsWith(wanted)) return 0;
  if (key.split(".").some((part) => part.startsWith(wanted))) return 1;
  const values = [figure.shown, ...Object.values(figure.formats)].map(bare);
  if (/\d/.test(wanted) && values.some((value) => value.startsWith(wanted))) return 1;
  const spelled = initialsAt(key, wanted);
  if (spelled === 0) return 2;
  if (name.includes(wanted)) return 3;
  if (spelled > 0) return 4;
  if (figure.words.some((word) => word.includes(wanted))) return 5;
  return inOrder(wanted, name) ? 6 : null;
}

function bare(words: string): string {
  return words.toLowerCase().replace(/[\s.·。,，|｜]/g, "");
}

function inOrder(wanted: string, name: string): boolean {
  let at = -1;
  return Array.from(wanted).every((char) => (at = name.indexOf(char, at + 1)) >= 0);
}
