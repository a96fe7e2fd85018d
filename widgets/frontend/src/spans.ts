// A place in the text of a section that another view points at: something to put right.

import { Pointing } from "./pointing";
import { jump } from "./way";

export type Span = readonly [from: number, to: number];

const pointed = new Pointing<Span>();

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
