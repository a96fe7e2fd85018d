// Lines about the page as a whole, above everything else, until what they say is over.

import { button, fill, h } from "./dom";

export interface Line {
  text: string;
  tone: "plain" | "look";
  /** Something to press beside the line. */
  action?: { label: string; run: () => void };
}

const lines = new Map<string, Line>();
let strip: HTMLElement | undefined;

/** Show this line under its name, in place of what stood there; null takes it away. */
export function tell(name: string, line: Line | null): void {
  if (line) {
    if (lines.get(name)?.text === line.text) return; // a reader is not told twice
    lines.set(name, line);
  } else if (!lines.delete(name)) {
    return;
  }
  if (!strip) {
    strip = h("div", { class: "zj zj-strip", role: "status" });
    document.body.append(strip);
  }
  fill(strip, ...[...lines.values()].map(drawn));
  document.body.classList.toggle("zj-told", lines.size > 0);
}

function drawn({ text, tone, action }: Line): HTMLElement {
  const line = h("p", { "data-tone": tone }, text);
  if (action) line.append(button(action.label, action.run, { kind: "quiet" }));
  return line;
}
