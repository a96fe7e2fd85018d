// Rows of a ledger that another view points at: those behind a number in the text or a bar of a
// chart.

import { Pointing } from "./pointing";
import { jump } from "./way";

export interface Marks {
  /** Row numbers from 1, as the ledger counts them. */
  rows: readonly number[];
  /** What these rows are, without a full stop: 这 17 行合成了“慰问.人次” 278. */
  say: string;
}

const marked = new Pointing<Marks>();

/** Go to the ledger on this step and mark these rows of it. False when it is not on this page. */
export function showRows(step: string, rows: readonly number[], say: string): boolean {
  return jump(step, () => {
    marked.point(step, { rows, say });
  });
}

/** Hear of rows to mark on this step, those asked for before included. Returns how to stop. */
export function followMarks(step: string, told: (marks: Marks) => void): () => void {
  return marked.follow(step, told);
}
