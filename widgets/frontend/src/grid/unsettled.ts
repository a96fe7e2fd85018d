// The rows with a cell that cannot be used as it is (most of them do not count yet), and the way
// from one such cell to the next.

import type { Board } from "./board";
import type { Spot } from "./selection";
import type { Row } from "./sheet";

/** How many rows have one. */
export function unsettled(rows: readonly Row[]): number {
  return rows.filter((row) => row.cells.some((_, column) => stops(row, column))).length;
}

/** The next such cell on the screen after the active one, going round; null when there is none. */
export function nextUnsettled({ view, columns, selection: { active } }: Board): Spot | null {
  const spots = view.flatMap((row, place) =>
    columns.flatMap((index, column) => (stops(row, index) ? [{ row: place, column }] : [])),
  );
  const after = (spot: Spot): boolean =>
    spot.row > active.row || (spot.row === active.row && spot.column > active.column);
  return spots.find(after) ?? spots[0] ?? null;
}

/** The place of the first such column of a row on the screen; 0 when it has none. */
export function unsettledIn({ columns }: Board, row: Row | undefined): number {
  return Math.max(0, row ? columns.findIndex((index) => stops(row, index)) : 0);
}

function stops(row: Row, column: number): boolean {
  return row.refused[column] !== undefined || row.problems[column]?.[1] === "error";
}
