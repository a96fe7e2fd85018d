// What was typed over cells of a ledger and could not be read. The ledger itself has only what it
// counts, so the browser keeps these, and they are put over their cells again at the next opening.

import type { AllRows, Step } from "./wire";

export interface Refusal {
  /** The row's number from 1, and what its cells say in the ledger. */
  row: number;
  cells: string[];
  column: string;
  raw: string;
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
