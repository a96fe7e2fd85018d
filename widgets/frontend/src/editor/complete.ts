// Choosing a figure by a few characters: after {{ or 【, or with the command 插入数字.

import {
  autocompletion,
  closeCompletion,
  completionStatus,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { choose } from "./choose";
import { full, own, written } from "./figures";
import { figuresOf, ledger } from "./state";

const MOST = 50;
const TRIGGER = /(?:\{\{|｛｛|【)([^{}｛｝【】\n]*)$/;
const OPENER = "【";

const opened = StateEffect.define<number | null>();

/** Where the command put its own bracket, which goes when nothing is chosen. */
const opener = StateField.define<number | null>({
  create: () => null,
  update(at, { changes, effects }) {
    let now = at === null ? null : changes.mapPos(at);
    for (const effect of effects) if (effect.is(opened)) now = effect.value;
    return now;
  },
});

function source(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const typed = line.text.slice(0, context.pos - line.from);
  const match = TRIGGER.exec(typed);
  if (!match) return null;
  const { figures, prefer } = context.state.field(ledger);
  const keys = choose(match[1] ?? "", figures, prefer).slice(0, MOST);
  return {
    from: line.from + match.index,
    filter: false,
    update: (_result, _from, _to, now) => source(now), // at once, so that Enter always chooses
    options: keys.flatMap((key) => {
      const figure = own(figures, key);
      return figure ? [{ label: key, detail: full(figure), apply: put }] : [];
    }),
  };
}

function put(view: EditorView, { label }: Completion, from: number, to: number): void {
  const figure = own(figuresOf(view.state), label);
  if (!figure) return;
  const { doc } = view.state;
  const closer = /^(?:\}\}|｝｝|】)/.exec(doc.sliceString(to, to + 2))?.[0] ?? "";
  const { token, unit } = written(label, figure);
  const follows = doc.sliceString(to + closer.length, to + closer.length + unit.length) === unit;
  const insert = follows ? token : token + unit;
  view.dispatch({
    changes: { from, to: to + closer.length, insert },
    selection: { anchor: from + insert.length },
    effects: opened.of(null),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** The command 插入数字: a bracket at the cursor, and the list open. */
export function pickFigure(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  view.focus();
  view.dispatch({
    changes: { from, to, insert: OPENER },
    selection: { anchor: from + OPENER.length },
    effects: opened.of(from),
    userEvent: "input",
    scrollIntoView: true,
  });
  return startCompletion(view);
}

// Leaving the list takes the command's bracket and what was searched for out again.
function leave(view: EditorView): boolean {
  const at = view.state.field(opener);
  if (completionStatus(view.state) === null) return false;
  closeCompletion(view);
  const head = view.state.selection.main.head;
  if (at !== null && head > at && TRIGGER.test(view.state.sliceDoc(at, head))) {
    view.dispatch({ changes: { from: at, to: head }, effects: opened.of(null), userEvent: "delete" });
  }
  return true;
}

export const completion: Extension = [
  opener,
  Prec.highest(keymap.of([{ key: "Escape", run: leave }])),
  autocompletion({
    override: [source],
    icons: false,
    maxRenderedOptions: MOST,
    activateOnTypingDelay: 50,
    interactionDelay: 0, // Enter takes the first, however fast the hands are
    tooltipClass: () => "cm-zj-list",
  }),
];
