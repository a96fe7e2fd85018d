// Underlines under typed numbers that are, or contradict, a figure; each with what can be done.
//
// Nothing is drawn while an input method composes.

import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { keymap, ViewPlugin, type EditorView, type ViewUpdate } from "@codemirror/view";
import { button, h } from "../dom";
import { spoken } from "./figures";
import { hintField, hintsOf, setHints, setKept, type Hint } from "./hints";

/** Put the ledger's number, bound, in place of the typed one. Ctrl+Z brings the typed one back. */
export function mend(view: EditorView, hint: Hint, token = hint.fixes[0]?.token): void {
  const now = current(view, hint);
  if (!now || token === undefined) return;
  view.dispatch({
    changes: { from: now.from, to: now.to, insert: token },
    userEvent: "input.complete",
  });
}

/** Leave this number as typed, or look at it again. Ctrl+Z takes that back as well. */
export function keep(view: EditorView, { id }: Hint, kept = true): void {
  view.dispatch({ effects: setKept.of({ id, kept }), userEvent: "input.keep" });
}

/** Where a hint that was told of stands now; undefined once its number was touched. */
export function current({ state }: EditorView, hint: Hint): Hint | undefined {
  const alike = hintsOf(state).filter(({ id }) => id === hint.id);
  const near = (one: Hint) => Math.abs(one.from - hint.from);
  return alike.sort((a, b) => near(a) - near(b))[0];
}

function diagnostic(hint: Hint): Diagnostic {
  const { kind, fixes, message } = hint;
  const ways: [string, (view: EditorView) => void][] = fixes.map(({ key, token }) => [
    kind === "differs" ? "改为台账数" : fixes.length > 1 ? `换成“${spoken(key)}”` : "换成台账里的数字",
    (view) => {
      mend(view, hint, token);
    },
  ]);
  if (kind !== "same") {
    ways.push([
      kind === "copied" ? "就这样写" : "保留",
      (view) => {
        keep(view, hint);
      },
    ]);
  }
  return {
    from: hint.from,
    to: hint.to,
    severity: kind === "same" ? "hint" : kind === "copied" ? "info" : "warning",
    message,
    // The library's own action buttons carry English words for screen readers.
    renderMessage: (view) =>
      h(
        "div",
        {},
        h("div", {}, message),
        ...ways.map(([label, run]) =>
          button(label, () => {
            run(view);
          }),
        ),
      ),
  };
}

/** `told` hears of the hints when others are there, not when they merely move along. */
export function checking(told: (hints: readonly Hint[]) => void): Extension {
  class Underlines {
    private timer = 0;
    private stale = false;

    constructor(private readonly view: EditorView) {}

    update({ startState, state, transactions }: ViewUpdate): void {
      const effects = transactions.flatMap((one) => one.effects);
      const gone = hintsOf(state).length !== hintsOf(startState).length;
      this.stale ||= gone || effects.some((one) => one.is(setHints) || one.is(setKept));
      if (this.stale && (gone || effects.length > 0)) this.soon();
    }

    destroy(): void {
      window.clearTimeout(this.timer);
    }

    // An update may not dispatch another.
    private soon(): void {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => {
        this.draw();
      });
    }

    private draw(): void {
      if (this.view.compositionStarted) return; // `settle` will ask again
      this.stale = false;
      const { state } = this.view;
      const hints = hintsOf(state);
      const shown = hints.filter(({ kept }) => !kept);
      this.view.dispatch(setDiagnostics(state, shown.map(diagnostic)));
      told(hints);
    }
  }
  return [
    hintField,
    ViewPlugin.fromClass(Underlines),
    keymap.of([{ key: "Alt-Enter", run: mendHere }]),
  ];
}

// Alt+Enter takes the first way out at the cursor (Ctrl+. belongs to Chinese input methods).
function mendHere(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const here = hintsOf(view.state).find(
    ({ from, to, kept, fixes }) => fixes.length > 0 && !kept && from <= head && head <= to,
  );
  if (!here) return false;
  mend(view, here);
  return true;
}
