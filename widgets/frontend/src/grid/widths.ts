// How wide a column starts: for what its first rows hold, within reason.

import type { Row } from "./sheet";
import type { Column } from "./wire";

const EM = 15;
const SAMPLE = 200;

export function widthOf(column: Column, index: number, rows: readonly Row[]): number {
  const longest = Math.max(0, ...rows.slice(0, SAMPLE).map((row) => breadth(row.cells[index] ?? "")));
  const head = breadth(column.label) + (column.unit ? breadth(column.unit) + 2 : 0) + 2;
  return Math.round((Math.min(Math.max(longest, head, 4), 18) + 1.4) * EM);
}

// In ems: a Chinese character is as wide as it is high, a Latin one about half that.
function breadth(text: string): number {
  return Array.from(text).reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2000 ? 1 : 0.56), 0);
}
