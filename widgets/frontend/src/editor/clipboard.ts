// Copying and pasting: numbers leave as words and come back bound; Excel's cells become a table.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { spelled } from "./figures";
import { figuresOf } from "./state";
import { table } from "./tables";

/** Text with its tokens, beside the plain words other programs take. */
const BOUND = "application/x-zongjie";

function copy(event: ClipboardEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  if (!event.clipboardData) return false;
  event.preventDefault();
  if (empty) return true; // not the whole line, as programmers' editors do
  const text = view.state.sliceDoc(from, to);
  event.clipboardData.setData("text/plain", spelled(text, figuresOf(view.state)));
  event.clipboardData.setData(BOUND, text);
  if (event.type === "cut") {
    view.dispatch({ changes: { from, to }, userEvent: "delete.cut", scrollIntoView: true });
  }
  return true;
}

function paste(event: ClipboardEvent, view: EditorView): boolean {
  const bound = event.clipboardData?.getData(BOUND) ?? "";
  const block = bound === "" ? table(event.clipboardData?.getData("text/plain") ?? "") : null;
  const words = bound === "" ? block && alone(view, block) : bound;
  if (words === null) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(words), {
    userEvent: "input.paste",
    scrollIntoView: true,
  });
  return true;
}

// A table stands between empty lines.
function alone({ state }: EditorView, block: string): string {
  const { from, to } = state.selection.main;
  const before = state.sliceDoc(0, from);
  const after = state.sliceDoc(to);
  const above = before.trim() === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return above + block + below;
}

export const clipboard: Extension = EditorView.domEventHandlers({ copy, cut: copy, paste });
