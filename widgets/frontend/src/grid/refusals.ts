// What was typed over cells of a ledger and could not be read. The ledger itself has only what it
// counts, so the browser keeps these, and they are put over their cells again at the next opening.

import type { AllRows, Column, Step } from "./wire";

const NAMED = 3; // cells that are named in one sentence

export interface Refusal {
  /** The row's number from 1, and what its cells say in the ledger. */
  row: number;
  cells: string[];
  column: string;
  raw: string;
}

/** Which cells these are: 第 3 行的“日期”、“人次”, 第 5 行的“日期”; of many how many there are. */
export function namesOf(refusals: readonly Refusal[], columns: readonly Column[]): string {
  const rows = new Map<number, string[]>();
  for (const { row, column } of refusals.slice(0, NAMED)) {
    const label = columns.find(({ id }) => id === column)?.label ?? "";
    rows.set(row, [...(rows.get(row) ?? []), `“${label}”`]);
  }
  const named = [...rows].map(([row, labels]) => `第 ${row} 行的${labels.join("、")}`).join("，");
  return refusals.length > NAMED ? `${named}等 ${refusals.length} 格` : named;
}

/** The steps that put these back where they were, and those whose row is no more what it was. */
export function putBack(
  { rows }: Pick<AllRows, "rows">,
  refusals: readonly Refusal[],
): { steps: Step[]; lost: Refusal[] } {
  const steps: Step[] = [];
  const lost: Refusal[] = [];
  for (const one of refusals) {
    const same = (cells: readonly string[] | undefined): boolean =>
      cells?.length === one.cells.length && cells.every((text, column) => text === one.cells[column]);
    const row = same(rows[one.row - 1]) ? one.row : rows.findIndex(same) + 1; // it may have moved
    if (row > 0) steps.push({ op: "set", row, column: one.column, raw: one.raw });
    else lost.push(one);
  }
  return { steps, lost };
}
