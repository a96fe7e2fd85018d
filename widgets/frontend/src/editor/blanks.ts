// What an offered sentence leaves open: 【谁】, for the officer to write over.

import type { EditorView } from "@codemirror/view";

const BLANK = /【[^【】\n]*】/;

/** Where the first of them begins and ends; null when nothing is left open. */
export function firstBlank(words: string): { from: number; to: number } | null {
  const found = BLANK.exec(words);
  return found && { from: found.index, to: found.index + found[0].length };
}

/** Tab goes to the paragraph's next one; after the last it leaves the text as everywhere. */
export function nextBlank(view: EditorView): boolean {
  const { doc, selection } = view.state;
  const at = selection.main.to;
  const blank = firstBlank(doc.sliceString(at, doc.lineAt(at).to));
  if (!blank) return false;
  view.dispatch({ selection: { anchor: at + blank.from, head: at + blank.to }, scrollIntoView: true });
  return true;
}
