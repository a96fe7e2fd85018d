// Enter in a list: the next item begins with the next mark, and an empty item ends the list.

import { insertNewline } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";

const ITEM = /^(\s*)(?:([-*+])(\s+)|(\d+)([.)、．])(\s*)|([（(])(\d{1,2})([)）])(\s*))/;

/** What the next item of a list begins with; null where the line is none. */
export function nextMark(line: string): { mark: string; next: string } | null {
  const match = ITEM.exec(line);
  if (!match) return null;
  const [mark, indent = "", bullet, gap = "", number, point = "", space = "", open, inner, close = "", end = ""] = match;
  if (bullet !== undefined) return { mark, next: indent + bullet + gap };
  if (number !== undefined) {
    // 2.5 and 3)4 begin no list
    if (space === "" && /^\d/.test(line.slice(mark.length))) return null;
    return { mark, next: `${indent}${Number(number) + 1}${point}${space}` };
  }
  return { mark, next: `${indent}${open ?? ""}${Number(inner) + 1}${close}${end}` };
}

export function enter(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const item = nextMark(line.text);
  if (!item || !main.empty || main.head < line.from + item.mark.length) return insertNewline(view);
  if (line.length === item.mark.length) {
    view.dispatch({ changes: { from: line.from, to: line.to }, userEvent: "delete" });
    return true;
  }
  const insert = state.lineBreak + item.next;
  view.dispatch({
    changes: { from: main.head, insert },
    selection: { anchor: main.head + insert.length },
    userEvent: "input",
    scrollIntoView: true,
  });
  return true;
}
