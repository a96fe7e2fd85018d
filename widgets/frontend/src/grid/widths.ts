// How wide a column starts: for what it holds, within reason.

import { unitOf, type Column } from "./wire";

const EM = 15; // px, the grid's type size
const WIDE = 12; // em
const NARROW = 6;

export function widthOf(column: Column, texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, breadth(text)), 0);
  const head = breadth(column.label + unitOf(column)) + 2;
  // Words make room for the numbers, which come last; dates and what names a row less than others.
  const whole = column.dtype === "date" || (column.dtype === "text" && column.required);
  const most = whole ? WIDE : NARROW;
  return Math.round((Math.min(Math.max(longest, head, 4), Math.max(most, head)) + 1.4) * EM);
}

// In ems: a Chinese character is as wide as it is high, a Latin one about half that.
function breadth(text: string): number {
  return Array.from(text).reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2000 ? 1 : 0.6), 0);
}
