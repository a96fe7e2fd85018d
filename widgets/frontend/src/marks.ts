// Rows of a ledger that another view points at: those behind a number in the text or a bar of a
// chart.

import { currentStep, goTo, inVoila } from "./page";
import { Pointing } from "./pointing";

export interface Marks {
  /** Row numbers from 1, as the ledger counts them. */
  rows: readonly number[];
  /** What these rows are, without a full stop: 这 17 行合成了“慰问.人次” 278. */
  say: string;
  /** The step to return to; "" where the page shows all steps one below the other. */
  from: string;
}

const marked = new Pointing<Marks>();

/** Go to the ledger on this step and mark these rows of it. False when it is not on this page. */
export function showRows(step: string, rows: readonly number[], say: string): boolean {
  const from = inVoila() ? currentStep() : "";
  return goTo(step, () => {
    marked.point(step, { rows, say, from: from === step ? "" : from });
  });
}

/** Hear of rows to mark on this step, those asked for before included. Returns how to stop. */
export function followMarks(step: string, told: (marks: Marks) => void): () => void {
  return marked.follow(step, told);
}
