// Choosing a figure by a few characters: after {{ or 【, or with the command 插入数字.

import {
  autocompletion,
  closeCompletion,
  completionStatus,
  currentCompletions,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Prec, StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { choose } from "./choose";
import { full, own, spoken, written } from "./figures";
import { figuresOf, ledger } from "./state";

const MOST = 50;
const TRIGGER = /(?:\{\{|｛｛|【)([^{}｛｝【】\n]*)$/;
const OPENER = "【";
const CLOSED = /^【[^【】]*】/;
const NONE: Completion = { label: "没有叫这个名字的数字", apply: () => undefined };

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
  const from = line.from + match.index;
  // Only the command says so: a bracket typed by hand may be one of the text's own.
  const none = keys.length === 0 && context.state.field(opener) === from;
  return {
    from,
    filter: false,
    update: (_result, _from, _to, now) => source(now), // at once, so that Enter always chooses
    options: none ? [NONE] : keys.flatMap((key) => {
      const figure = own(figures, key);
      return figure ? [{ label: key, displayLabel: spoken(key), detail: full(figure), apply: put }] : [];
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

/** Whether figures are listed and none is chosen yet. */
export function isChoosing(state: EditorState): boolean {
  return currentCompletions(state).length > 0;
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

// Escape ends the search, and so does going elsewhere.
function leave(view: EditorView): boolean {
  if (completionStatus(view.state) === null) return false;
  closeCompletion(view);
  tidy(view);
  return true;
}

// Takes the command's bracket out again where nothing was chosen, and with it what was searched
// for. What no figure fits may be a sentence by now: that stays.
function tidy(view: EditorView): void {
  const at = view.state.field(opener);
  if (at === null) return;
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(at);
  const typed = TRIGGER.exec(view.state.sliceDoc(at, Math.max(at, head)))?.[1];
  const open = line.text.startsWith(OPENER, at - line.from) && !CLOSED.test(line.text.slice(at - line.from));
  const { figures, prefer } = view.state.field(ledger);
  const sought = typed !== undefined && choose(typed, figures, prefer).length > 0;
  const to = sought ? head : at + OPENER.length;
  const changes = open ? { from: at, to } : [];
  view.dispatch({ changes, effects: opened.of(null), userEvent: "delete" });
}

// Not when the whole window is left: one comes back to the search.
const away = EditorView.domEventHandlers({
  blur: (_event, view) => {
    if (view.root.activeElement !== view.contentDOM) tidy(view);
  },
});

export const completion: Extension = [
  opener,
  away,
  Prec.highest(keymap.of([{ key: "Escape", run: leave }])),
  autocompletion({
    override: [source],
    icons: false,
    maxRenderedOptions: MOST,
    activateOnTypingDelay: 50,
    interactionDelay: 0, // Enter takes the first, however fast the hands are
    tooltipClass: () => "cm-zj-list",
    optionClass: (option) => (option === NONE ? "cm-zj-none" : ""),
  }),
];
