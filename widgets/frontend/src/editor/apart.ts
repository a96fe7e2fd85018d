// A chart or table keeps its line to itself: what is typed beside it gets a line of its own.

import { Transaction, type ChangeSpec, type EditorState, type Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isHeading } from "./headings";
import { settle } from "./state";

const PICTURE = /!\[[^\]\n]*\]\((?:chart|table):[^)\n]*\)/g;

/** A row of a table, which stands between empty lines. */
export const ROW = /^\s*\|/;
const PICTURED = /^\s*!\[/;
// Begun like a heading, though the document prints it as text.
const BEGUN = /^\s*(?:#{1,6}\s|[一二三四五六七八九十]+、[^。！？；，]*$)/;

/** Whether a line takes no sentence: a heading or a picture. */
export function isApart(line: string): boolean {
  return PICTURED.test(line) || BEGUN.test(line) || isHeading(line);
}

/** Where the text ends; where its last sentence does, when only charts and tables follow. */
export function wordsEnd(doc: Text): number {
  let apart = false;
  for (let number = doc.lines; number > 0; number -= 1) {
    const { text, to } = doc.line(number);
    if (text.trim() === "") continue;
    const beside = ROW.test(text) || text.trim().startsWith("![");
    if (!beside) return apart && !isApart(text) ? to : doc.length;
    apart = true;
  }
  return doc.length;
}

/** The line breaks that are missing around pictures. */
function breaks(state: EditorState): ChangeSpec[] {
  const found = Array.from(state.doc.toString().matchAll(PICTURE));
  return found.flatMap((match) => {
    const end = match.index + match[0].length;
    const line = state.doc.lineAt(end);
    const taken = (from: number, to: number) => state.sliceDoc(from, to).trim() !== "";
    return [
      ...(taken(line.from, match.index) ? [{ from: match.index, insert: "\n" }] : []),
      ...(taken(end, line.to) ? [{ from: end, insert: "\n" }] : []),
    ];
  });
}

export const apart = EditorView.updateListener.of(({ view, docChanged, transactions }) => {
  const typed = (one: Transaction) =>
    one.annotation(Transaction.remote) !== true &&
    !one.isUserEvent("undo") &&
    !one.isUserEvent("redo");
  const settled = transactions.some(({ effects }) => effects.some((effect) => effect.is(settle)));
  if (!settled && !(docChanged && transactions.some(typed))) return;
  window.setTimeout(() => {
    if (view.compositionStarted) return; // `settle` will come
    const changes = breaks(view.state);
    // As part of the typing, so that one Ctrl+Z takes back both.
    if (changes.length > 0) view.dispatch({ changes, userEvent: "input.type" });
  });
});
