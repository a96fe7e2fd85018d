// The words that a cell takes: first those that suit what else its row says.

import { shown, type Row } from "./sheet";
import type { Column } from "./wire";

export interface Choices {
  words: readonly string[];
  /** Found by typing only: they go with something else. */
  rest: readonly string[];
  /** What the words go with, as the row has it; "" where all are offered. */
  suiting: string;
}

export function choicesFor(columns: readonly Column[], column: Column, row: Row): Choices {
  const words = column.dtype === "bool" ? ["是", "否"] : column.choices;
  const place = columns.findIndex(({ id }) => id === column.by);
  const value = place < 0 ? "" : shown(row, place);
  const goes = column.goes_with;
  if (!Object.values(goes).includes(value)) return { words, rest: [], suiting: "" };
  const suits = (word: string): boolean => (goes[word] ?? value) === value;
  return { words: words.filter(suits), rest: words.filter((word) => !suits(word)), suiting: value };
}
