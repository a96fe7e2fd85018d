// What the extensions of one editor share: the figures of the moment, and whom to tell.

import { Facet, StateEffect, StateField, type EditorState } from "@codemirror/state";
import type { Figures } from "./figures";

export interface Hooks {
  /** Show the ledger rows behind a figure. */
  openRows: (key: string) => void;
}

export const hooks = Facet.define<Hooks, Hooks>({
  combine: (all) => all[0] ?? { openRows: () => undefined },
});

interface Ledger {
  figures: Figures;
  /** Keys this section is most likely to want. */
  prefer: readonly string[];
}

/** The ledgers have changed. Not a change of the document: undo does not know of it. */
export const setLedger = StateEffect.define<Ledger>();

export const ledger = StateField.define<Ledger>({
  create: () => ({ figures: {}, prefer: [] }),
  update: (value, { effects }) =>
    effects.reduce((now, effect) => (effect.is(setLedger) ? effect.value : now), value),
});

export function figuresOf(state: EditorState): Figures {
  return state.field(ledger).figures;
}

/** An input method has let go: what waited for it may be drawn. */
export const settle = StateEffect.define();
