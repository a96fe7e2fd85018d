// Text whose numbers are in: paragraphs of plain text, bound numbers and gaps.

import { h } from "./dom";
import { spoken } from "./editor/figures";

/** [text] is typed, [text, key] a bound number, [text, key, "missing"] a gap 【缺：name】. */
export type Piece = [string] | [string, string] | [string, string, "missing"];

/** One paragraph for each line. */
export function pieces(all: Piece[]): HTMLElement[] {
  const paragraphs: HTMLElement[] = [];
  let open: HTMLElement | null = null;
  for (const [text, key, missing] of all) {
    if (key !== undefined) {
      open ??= begin(paragraphs);
      open.append(bound(text, key, missing !== undefined));
      continue;
    }
    text.split("\n").forEach((line, index) => {
      if (index > 0) open = null;
      if (line === "") return;
      open ??= begin(paragraphs);
      open.append(line);
    });
  }
  return tables(paragraphs.map(dress));
}

const RULE = /^[\s|:-]+$/;

// Rows of a table that follow each other, as one small table.
function tables(paragraphs: readonly HTMLElement[]): HTMLElement[] {
  const all: HTMLElement[] = [];
  let body: HTMLElement | null = null;
  for (const one of paragraphs) {
    if (!one.textContent.trimStart().startsWith("|")) {
      body = null;
      all.push(one);
      continue;
    }
    if (!body) {
      body = h("tbody");
      all.push(h("table", { class: "zj-little" }, body));
    }
    if (!RULE.test(one.textContent)) body.append(row(one, body.childElementCount === 0));
  }
  return all;
}

// Its cells with the bound numbers in them; the bars at both ends bound no cell.
function row(paragraph: HTMLElement, head: boolean): HTMLElement {
  const cells: (Node | string)[][] = [[]];
  for (const node of [...paragraph.childNodes]) {
    const parts = node instanceof Text ? node.data.split("|") : [node];
    parts.forEach((part, index) => {
      if (index > 0) cells.push([]);
      cells.at(-1)?.push(typeof part === "string" ? part.trim() : part);
    });
  }
  const inner = cells.slice(1, cells.at(-1)?.every((one) => one === "") ? -1 : undefined);
  return h("tr", {}, ...inner.map((content) => h(head ? "th" : "td", {}, ...content)));
}

function begin(paragraphs: HTMLElement[]): HTMLElement {
  const made = h("p");
  paragraphs.push(made);
  return made;
}

function bound(text: string, key: string, missing: boolean): HTMLElement {
  return h("span", {
    class: missing ? "zj-bound is-missing" : "zj-bound",
    title: missing ? `台账里没有“${spoken(key)}”` : `来自台账：${spoken(key)}`,
  }, text);
}

const HEADING = /^#{1,6}\s+/;
const PICTURE = /^\s*!\[([^\]]*)\]\((chart|table):[^)]*\)\s*$/;

// The little Markdown a summary holds, as it will stand on paper.
function dress(paragraph: HTMLElement): HTMLElement {
  const first = paragraph.firstChild;
  const text = paragraph.textContent;
  const picture = PICTURE.exec(text);
  if (picture) {
    const kind = picture[2] === "chart" ? "图" : "表";
    return h("p", { class: "zj-picture" }, `［${kind}］${picture[1] ?? ""}`);
  }
  if (first instanceof Text && HEADING.test(first.data)) {
    first.data = first.data.replace(HEADING, "");
    paragraph.className = "zj-subhead";
  }
  return paragraph;
}
