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
  return paragraphs.map(dress);
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
