// Which key does what, as in Excel. What is null here is left to the field or the page.

import type { Mode } from "./editor";
import type { Direction } from "./selection";

type By = [rows: number, columns: number];

export type Command =
  | { do: "move" | "leap"; by: By; extend: boolean }
  | { do: "page"; by: 1 | -1; extend: boolean }
  | { do: "edge"; row: "same" | "first" | "last"; column: "first" | "last"; extend: boolean }
  | { do: "advance"; to: Direction }
  | { do: "break" | "cancel" | "edit" | "pick" | "wipe" | "clear" | "all" | "row" | "undo" | "redo" }
  | { do: "fill" | "insert" | "delete" | "find" | "menu" };

const ARROWS: Record<string, By> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

const IDLE: Record<string, Command["do"]> = { F2: "edit", Backspace: "wipe", Delete: "clear", Escape: "cancel" };

const CONTROL: Record<string, Command["do"]> = {
  a: "all",
  z: "undo",
  y: "redo",
  d: "fill",
  f: "find",
  "-": "delete",
  "+": "insert",
  "=": "insert",
};

export function commandOf(event: KeyboardEvent, mode: Mode): Command | null {
  const { key, shiftKey: extend, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const arrow = ARROWS[key];
  if (key === "Enter") {
    if (altKey) return { do: "break" };
    return { do: "advance", to: extend ? "up" : "down" };
  }
  if (key === "Tab" && !control && !altKey) return { do: "advance", to: extend ? "left" : "right" };
  if (altKey) return arrow && key === "ArrowDown" ? { do: "pick" } : null;
  if (mode === "editing") return key === "Escape" ? { do: "cancel" } : null;
  if (arrow && mode === "typing") return control || extend ? null : { do: "move", by: arrow, extend };
  if (mode === "typing") return key === "Escape" ? { do: "cancel" } : null;
  return idle(key, control, extend);
}

function idle(key: string, control: boolean, extend: boolean): Command | null {
  const arrow = ARROWS[key];
  if (arrow) return { do: control ? "leap" : "move", by: arrow, extend };
  if (key === "PageDown" || key === "PageUp") {
    return control ? null : { do: "page", by: key === "PageDown" ? 1 : -1, extend };
  }
  if (key === "Home") return { do: "edge", row: control ? "first" : "same", column: "first", extend };
  if (key === "End") return { do: "edge", row: control ? "last" : "same", column: "last", extend };
  if (key === " " && extend && !control) return { do: "row" };
  const letter = key.toLowerCase();
  if (control && extend) {
    if (letter === "z") return { do: "redo" };
    if (letter === "l") return { do: "menu" };
    return key === "+" || key === "=" ? { do: "insert" } : null;
  }
  const named = control ? CONTROL[letter] : extend ? undefined : IDLE[key];
  return named ? ({ do: named } as Command) : null;
}
