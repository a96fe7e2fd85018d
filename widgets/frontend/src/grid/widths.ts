// How wide columns are: each for what it holds, within reason, and wider where there is room.

import { unitOf, type Column } from "./wire";

const EM = 15; // px, the grid's type size
const WIDE = 12; // em
const NARROW = 6;
const WHOLE = 24;
const PAD = 1.4;
const MARK = 1; // beside a heading: what opens its menu

/** In px: what a column gets whatever the room, and what would show all that it holds. */
export interface Want {
  least: number;
  whole: number;
}

export function wantOf(column: Column, texts: Iterable<string>): Want {
  let longest = 4;
  for (const text of texts) {
    // No text is broader than it is long, and most are shorter than one before.
    if (text.length > longest) longest = Math.max(longest, breadth(text));
  }
  const head = breadth(column.label + unitOf(column) + (column.required ? "*" : "")) + MARK;
  // Words make room for the numbers, which come last; dates and what names a row less than others.
  const names = column.dtype === "date" || (column.dtype === "text" && column.required);
  const within = (most: number): number =>
    Math.round((Math.min(Math.max(longest, head), Math.max(most, head)) + PAD) * EM);
  return { least: within(names ? WIDE : NARROW), whole: within(WHOLE) };
}

/** What each gets of this room: as many as can be whole are, those that lack little before others. */
export function widthsFor(wants: readonly Want[], room: number): number[] {
  const widths = wants.map(({ least }) => least);
  let left = room - widths.reduce((sum, width) => sum + width, 0);
  const lacking = wants.map(({ least, whole }, place) => ({ place, lacks: whole - least }));
  for (const { place, lacks } of lacking.sort((one, other) => one.lacks - other.lacks)) {
    const more = Math.max(0, Math.min(lacks, left));
    widths[place] = (widths[place] ?? 0) + more;
    left -= more;
  }
  return widths;
}

// In ems: a Chinese character is as wide as it is high, a Latin one about half that.
function breadth(text: string): number {
  return Array.from(text).reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2000 ? 1 : 0.6), 0);
}
