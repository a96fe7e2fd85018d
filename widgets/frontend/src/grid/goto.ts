// Where a key that selects takes the selection on this board.

import type { Board } from "./board";
import type { Command } from "./keys";
import { at, between, leap, move, type Selection, type Spot } from "./selection";
import { shown } from "./sheet";

export type Going = Extract<Command, { do: "move" | "leap" | "page" | "edge" }>;

/** `page` is how many rows are seen at once. */
export function goto(board: Board, command: Going, page: number): Selection {
  const { selection, size } = board;
  const { extend } = command;
  const start = extend ? selection.to : selection.active;
  const end = (spot: Spot): Selection => (extend ? between(selection.active, spot) : at(spot));
  switch (command.do) {
    case "move":
      return move(selection, command.by, size, extend);
    case "page":
      return move(selection, [command.by * page, 0], size, extend);
    case "leap":
      return end(leap(start, command.by, size, (spot) => isFilled(board, spot)));
    case "edge": {
      const row = { same: start.row, first: 0, last: size.rows - 1 }[command.row];
      return end({ row, column: command.column === "first" ? 0 : size.columns - 1 });
    }
  }
}

/** The whole rows that the selection touches. */
export function wholeRows({ selection, size }: Board): Selection {
  const { active, from, to } = selection;
  return { active, from: { ...from, column: 0 }, to: { ...to, column: size.columns - 1 } };
}

export function everything({ selection, size }: Board): Selection {
  const to = { row: size.rows - 1, column: size.columns - 1 };
  return { active: selection.active, from: { row: 0, column: 0 }, to };
}

function isFilled({ view, columns }: Board, { row, column }: Spot): boolean {
  const [there, index] = [view[row], columns[column]];
  return there !== undefined && index !== undefined && shown(there, index) !== "";
}
