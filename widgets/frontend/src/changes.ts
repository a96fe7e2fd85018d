// What became of a part between two of its states: of a text the words that went and came, of a
// ledger its rows.

import { fill, h } from "./dom";

export type Kind = "same" | "removed" | "added";
type Row = [kind: "removed" | "added" | "changed", number: number, says: string, cells: Cell[]];
type Cell = [label: string, before: string, after: string];

export interface Changed {
  /** Of a text. */
  pieces?: [kind: Kind, text: string][];
  /** Of a ledger: 添了 2 行, the first rows, and how many more there are. */
  told?: string;
  rows?: Row[];
  more?: number;
}

const END = 40; // characters of a long stretch that stayed which are shown at either end of it
const CUT = /^[\d.,%％‰A-Za-z]{2}$/; // characters on either side of a cut through a number or word

const DONE = { removed: "删", added: "添", changed: "改" };

/** Show what changed in `el`. */
export function showChanges(el: HTMLElement, { pieces, told = "", rows = [], more = 0 }: Changed): void {
  if (pieces) {
    const changed = pieces.some(([kind, text]) => kind !== "same" && text !== "");
    fill(el, ...(changed ? pieces.map(([kind, text]) => marked(kind, text)) : ["没有改动文字。"]));
    return;
  }
  const items = rows.map((row) => h("li", {}, ...line(row)));
  if (more > 0) items.push(h("li", {}, `……还有 ${more} 行`));
  fill(el, told ? `${told}。` : "各行没有变化。", items.length > 0 && h("ul", {}, ...items));
}

function line([kind, number, says, cells]: Row): (HTMLElement | string)[] {
  const head = `${DONE[kind]}第 ${number} 行：`;
  if (kind !== "changed") return [head, marked(kind, says)];
  const told = cells.flatMap(([label, before, after], index) => [
    `${index > 0 ? "，" : "；"}${label} `, marked("removed", before || "（空）"), " 改为 ", marked("added", after || "（空）"),
  ]);
  return [head, says, ...told];
}

/** Words that went, came or stayed; `end` characters tell where a long stretch that stayed is. */
export function marked(kind: Kind, text: string, end = END): HTMLElement {
  if (kind === "added") return h("ins", {}, text);
  if (kind === "removed") return h("del", {}, text);
  return h("span", {}, shortened(text, end));
}

/** A long stretch without its middle; a number or a word is never cut. */
export function shortened(text: string, end: number): string {
  const chars = Array.from(text);
  if (chars.length <= 3 * end) return text;
  const inside = (at: number) => CUT.test(chars.slice(at - 1, at + 1).join(""));
  let [head, tail] = [end, chars.length - end];
  while (inside(head)) head += 1;
  while (inside(tail)) tail -= 1;
  return head < tail ? `${chars.slice(0, head).join("")}……${chars.slice(tail).join("")}` : text;
}
