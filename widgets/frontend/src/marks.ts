// Rows of a ledger that another view points at: those behind a number in the text or a bar of a
// chart. The ledger may not be drawn yet; what is pointed at waits for it here.

import { currentStep, goTo, inVoila } from "./page";

export interface Marks {
  /** Row numbers from 1, as the ledger counts them. */
  rows: readonly number[];
  /** What these rows are, without a full stop: 这 17 行合成了“慰问.人次” 278. */
  say: string;
  /** The step to return to; "" where the page shows all steps one below the other. */
  from: string;
}

const waiting = new Map<string, Marks>();
const followers = new Map<string, (marks: Marks) => void>();

/** Go to the ledger on this step and mark these rows of it. False when it is not on this page. */
export function showRows(step: string, rows: readonly number[], say: string): boolean {
  const from = inVoila() ? currentStep() : "";
  if (!goTo(step)) return false;
  const marks = { rows, say, from: from === step ? "" : from };
  const follower = followers.get(step);
  if (follower) follower(marks);
  else waiting.set(step, marks);
  return true;
}

/** Hear of rows to mark on this step, those asked for before included. Returns how to stop. */
export function followMarks(step: string, told: (marks: Marks) => void): () => void {
  followers.set(step, told);
  const marks = waiting.get(step);
  waiting.delete(step);
  if (marks) told(marks);
  return () => {
    if (followers.get(step) === told) followers.delete(step);
  };
}
