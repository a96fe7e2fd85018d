// A place in the text of a section that another view points at: something to put right.

import { Pointing } from "./pointing";
import { jump } from "./way";

export type Span = readonly [from: number, to: number];

const pointed = new Pointing<Span>();
const changing = new Pointing<true>();

/** Go to the section on this step and select this part of its text. False when it is not here. */
export function showSpan(step: string, span: Span): boolean {
  return jump(step, () => {
    pointed.point(step, span);
  });
}

/** Hear of parts to select on this step, one asked for before included. Returns how to stop. */
export function followSpans(step: string, told: (span: Span) => void): () => void {
  return pointed.follow(step, told);
}

/** The next change of this section's text comes from this page: Ctrl+Z there may take it back. */
export function changeText(step: string): void {
  changing.point(step, true);
}

/** Hear of such changes on this step. Returns how to stop. */
export function followChanges(step: string, told: () => void): () => void {
  return changing.follow(step, told);
}
