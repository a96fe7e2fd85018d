// Where the cursor was when the page was left, so that the page loaded anew goes on there.

interface Writing {
  view: { hasFocus: boolean; state: { selection: { main: { anchor: number; head: number } }; doc: { length: number } } };
  show(from: number, to: number): void;
}

const NAME = "zj-place";

/** Remember the cursor of this step's editor when the page is left. Returns how not to. */
export function remember(step: string, { view }: Writing): () => void {
  const note = () => {
    if (!view.hasFocus) return;
    const { anchor, head } = view.state.selection.main;
    sessionStorage.setItem(NAME, JSON.stringify([step, anchor, head]));
  };
  window.addEventListener("pagehide", note);
  return () => {
    window.removeEventListener("pagehide", note);
  };
}

/** Put the cursor back where it was, if it was in this step's editor. */
export function restore(step: string, editor: Writing): void {
  const [was, anchor, head] = JSON.parse(sessionStorage.getItem(NAME) ?? "[]") as [string?, number?, number?];
  if (was !== step) return;
  sessionStorage.removeItem(NAME);
  const { length } = editor.view.state.doc;
  editor.show(Math.min(anchor ?? 0, length), Math.min(head ?? 0, length));
}
