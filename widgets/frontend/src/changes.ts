// What became of a part between two of its states: of a text the words that went and came, of a
// ledger its rows.

import { fill, h } from "./dom";

type Kind = "same" | "removed" | "added";
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

const LONG = 120; // characters that did not change, of which only the ends are shown
const END = 40;

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

function marked(kind: Kind, text: string): HTMLElement {
  if (kind === "added") return h("ins", {}, text);
  if (kind === "removed") return h("del", {}, text);
  const chars = Array.from(text);
  return h("span", {}, chars.length > LONG ? `${chars.slice(0, END).join("")}……${chars.slice(-END).join("")}` : text);
}
