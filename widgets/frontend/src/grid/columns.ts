// The widths of the columns shown: they grow with what is written into them, and stay as the officer
// has drawn them.

import type { Board } from "./board";
import { shown } from "./sheet";
import { wantOf, widthsFor, type Want } from "./widths";

export class Columns {
  /** By place among the ledger's columns: what each has wanted so far. */
  private readonly wants = new Map<number, Want>();
  private readonly drawn = new Map<number, number>();

  constructor(private readonly board: Board) {}

  /** Other rows altogether: what the old ones needed is no more. */
  forget(): void {
    this.wants.clear();
  }

  /** The officer has drawn the column at this place to this width. */
  draw(place: number, width: number): void {
    const index = this.board.columns[place];
    if (index !== undefined) this.drawn.set(index, width);
  }

  /** In px, for the columns shown; `room` is what there is for them. */
  widths(room: number): number[] {
    return widthsFor(this.board.columns.map((index) => this.want(index)), room);
  }

  // A column that has grown does not shrink again under the officer's hands.
  private want(index: number): Want {
    const width = this.drawn.get(index);
    if (width !== undefined) return { least: width, whole: width };
    const { columns, rows, sums } = this.board.sheet;
    const column = columns[index];
    if (!column) return { least: 0, whole: 0 };
    const said = (sums[column.id] ?? "").split("\n");
    const now = wantOf(column, [...rows.map((row) => shown(row, index)), ...said]);
    const before = this.wants.get(index) ?? now;
    const want = { least: Math.max(before.least, now.least), whole: Math.max(before.whole, now.whole) };
    this.wants.set(index, want);
    return want;
  }
}
