// The rows that do not count yet because a cell of theirs cannot be used, and the way from one
// such cell to the next.

import type { Board } from "./board";
import type { Spot } from "./selection";
import type { Row } from "./sheet";

/** How many rows do not count yet. */
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

function stops(row: Row, column: number): boolean {
  return row.refused[column] !== undefined || row.problems[column]?.[1] === "error";
}
