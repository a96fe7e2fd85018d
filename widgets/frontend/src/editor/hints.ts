// What Python found about the typed numbers of a text, moving along while the text goes on.
//
// A hint is gone once its number is touched; what the new number means comes with Python's next
// answer. Leaving a difference as typed is part of the undo history.

import { invertedEffects } from "@codemirror/commands";
import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Transaction,
} from "@codemirror/state";

/** As Python sends it, with places in the text that it belongs to. */
export interface Hint {
  /** The number is a figure, or contradicts one; or a sentence stands as it did last year. */
  kind: "same" | "differs" | "copied";
  from: number;
  to: number;
  message: string;
  /** The tokens that could stand there, best first. */
  fixes: { key: string; token: string }[];
  /** Names this difference wherever it stands. */
  id: string;
  /** Whether it is to stay as it is. */
  kept: boolean;
}

/** Hints of the text as it stands. Not a change of the document: undo does not know of it. */
export const setHints = StateEffect.define<readonly Hint[]>();

/** Leave a difference as it is typed, or no more. */
export const setKept = StateEffect.define<{ id: string; kept: boolean }>();

const field = StateField.define<readonly Hint[]>({
  create: () => [],
  update: (hints, transaction) => {
    let now = moved(hints, transaction);
    for (const effect of transaction.effects) {
      if (effect.is(setHints)) now = effect.value;
      else if (effect.is(setKept)) now = marked(now, effect.value);
    }
    return now;
  },
});

export function hintsOf(state: EditorState): readonly Hint[] {
  return state.field(field);
}

function moved(hints: readonly Hint[], { docChanged, changes }: Transaction): readonly Hint[] {
  if (!docChanged || hints.length === 0) return hints;
  return hints.flatMap((hint) =>
    changes.touchesRange(hint.from, hint.to) !== false
      ? []
      : [{ ...hint, from: changes.mapPos(hint.from), to: changes.mapPos(hint.to) }],
  );
}

function marked(hints: readonly Hint[], { id, kept }: { id: string; kept: boolean }): readonly Hint[] {
  return hints.map((hint) => (hint.id === id ? { ...hint, kept } : hint));
}

export const hintField: Extension = [
  field,
  invertedEffects.of(({ effects }) =>
    effects.flatMap((effect) =>
      effect.is(setKept) ? [setKept.of({ id: effect.value.id, kept: !effect.value.kept })] : [],
    ),
  ),
];
