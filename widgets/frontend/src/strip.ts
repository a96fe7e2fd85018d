// Lines about the page as a whole, above everything else, until what they say is over.

import { button, fill, h } from "./dom";

export interface Line {
  text: string;
  tone: "plain" | "look";
  /** What can be pressed beside the line. */
  actions?: { label: string; run: () => void }[];
  /** Whether it asks who has just pressed something: then the keyboard goes to the first answer. */
  asks?: boolean;
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
  if (line?.asks) strip.querySelector<HTMLElement>(".is-asking button")?.focus();
  document.body.classList.toggle("zj-told", lines.size > 0);
}

function drawn({ text, tone, actions = [], asks = false }: Line): HTMLElement {
  const pressed = actions.map(({ label, run }) => button(label, run, { kind: "quiet" }));
  const said = pressed.length > 0 && h("span", {}, ...pressed);
  return h("p", { "data-tone": tone, class: asks ? "is-asking" : null }, text, said);
}
