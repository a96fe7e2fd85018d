// Underlines under typed numbers that are, or contradict, a figure; each with what can be done.
//
// Looked at a moment after the hands pause, never while an input method composes.

import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { StateEffect, StateField, type Extension, type StateEffectType } from "@codemirror/state";
import { keymap, ViewPlugin, type EditorView, type ViewUpdate } from "@codemirror/view";
import { button, h } from "../dom";
import { hints, type Hint } from "./match";
import { figuresOf, setLedger, settle } from "./state";

const PAUSE = 400;

/** Differences an officer has chosen to leave as they are. */
export const setKept = StateEffect.define<ReadonlySet<string>>();

const kept = StateField.define<ReadonlySet<string>>({
  create: () => new Set(),
  update: (value, { effects }) =>
    effects.reduce((now, effect) => (effect.is(setKept) ? effect.value : now), value),
});

/** The hints of a text as it stands, without those that are to be left alone. */
export function hintsOf(view: EditorView): Hint[] {
  const { state } = view;
  const left = state.field(kept);
  return hints(state.doc.toString(), figuresOf(state)).filter(
    ({ kind, id }) => kind === "same" || !left.has(id),
  );
}

/** Put the ledger's number, bound, in place of the typed one. Ctrl+Z brings the typed one back. */
export function mend(view: EditorView, hint: Hint, token = hint.fixes[0]?.token): void {
  const now = hintsOf(view).find(({ from, id }) => from === hint.from && id === hint.id);
  if (!now || token === undefined) return;
  view.dispatch({
    changes: { from: now.from, to: now.to, insert: token },
    userEvent: "input.complete",
  });
}

/** Leave this number as typed. */
export function keep(view: EditorView, { id }: Hint): void {
  view.dispatch({ effects: setKept.of(new Set([...view.state.field(kept), id])) });
}

export function say({ kind, typed, ledger, fixes }: Hint): string {
  const key = fixes[0]?.key ?? "";
  return kind === "same"
    ? `${typed} 就是台账里的“${key}”。`
    : `台账中“${key}”为 ${ledger}，这里写了 ${typed}。`;
}

function diagnostic(hint: Hint, keepIt: (hint: Hint) => void): Diagnostic {
  const ways: [string, (view: EditorView) => void][] = hint.fixes.map(({ key, token }) => [
    hint.kind === "differs" ? "改为台账数" : hint.fixes.length > 1 ? `换成“${key}”` : "换成台账里的数字",
    (view) => {
      mend(view, hint, token);
    },
  ]);
  if (hint.kind === "differs") {
    ways.push([
      "保留",
      () => {
        keepIt(hint);
      },
    ]);
  }
  const message = say(hint);
  return {
    from: hint.from,
    to: hint.to,
    severity: hint.kind === "same" ? "hint" : "warning",
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

/** `told` hears of the hints whenever they change, `keepIt` of a difference to be left alone. */
export function checking(
  told: (hints: Hint[]) => void,
  keepIt: (hint: Hint) => void,
): Extension {
  class Checking {
    private timer = 0;
    private last = "[]";

    constructor(private readonly view: EditorView) {
      this.soon();
    }

    update({ docChanged, transactions }: ViewUpdate): void {
      const has = (kinds: readonly StateEffectType<unknown>[]) =>
        transactions.some(({ effects }) =>
          effects.some((effect) => kinds.some((kind) => effect.is(kind))),
        );
      if (docChanged || has([setLedger, settle])) this.soon();
      else if (has([setKept])) this.soon(0);
    }

    destroy(): void {
      window.clearTimeout(this.timer);
    }

    private soon(pause = PAUSE): void {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => {
        this.check();
      }, pause);
    }

    private check(): void {
      if (this.view.compositionStarted) return; // `settle` will ask again
      const found = hintsOf(this.view);
      const now = JSON.stringify(found);
      if (now === this.last) return;
      this.last = now;
      const all = found.map((hint) => diagnostic(hint, keepIt));
      this.view.dispatch(setDiagnostics(this.view.state, all));
      told(found);
    }
  }
  return [kept, ViewPlugin.fromClass(Checking), keymap.of([{ key: "Alt-Enter", run: mendHere }])];
}

// Alt+Enter takes the first way out at the cursor (Ctrl+. belongs to Chinese input methods).
function mendHere(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const here = hintsOf(view).find(({ from, to }) => from <= head && head <= to);
  if (!here) return false;
  mend(view, here);
  return true;
}
