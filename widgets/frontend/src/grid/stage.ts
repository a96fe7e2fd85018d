// Everything of the board that is drawn, in the order in which it has to be: columns, rows, what
// they say, and what lies over them.

import type { Board } from "./board";
import type { Spot } from "./selection";
import type { Line } from "./subtotals";
import { Surface } from "./surface";
import { Totals } from "./totals";
import type { Typing } from "./typing";
import { widthOf } from "./widths";
import type { Column } from "./wire";

const SAMPLE = 200; // rows that say how wide a column starts

export class Stage {
  readonly surface: Surface;
  readonly totals = new Totals();
  private drawn = Promise.resolve();

  constructor(
    private readonly board: Board,
    private readonly typing: Typing,
    title: string,
    private readonly line: () => Line,
    /** Called after each painting. */
    private readonly painted: () => void,
  ) {
    this.surface = new Surface(board.sheet, board, title, () => {
      this.place();
    });
    void this.surface.lay(typing.editor.el);
    void this.surface.lay(typing.calendar.opener);
  }

  /** Other columns, then every row anew. */
  layColumns(): void {
    this.drawn = this.surface.setColumns(this.widths()).then(() => this.setRows());
  }

  /** Rows have come, gone or changed places. */
  layRows(): void {
    this.drawn = this.setRows();
  }

  /** Rows are the same; what they say or how they look may not be. */
  paint(): void {
    const { board, surface, typing } = this;
    surface.paint();
    this.place();
    this.painted();
    const { row, index } = board;
    if (typing.editor.mode === "idle") typing.rest(row ? surface.noteId(row, index) : "");
  }

  /** Scroll to this cell; the page too, unless the mouse is on it. */
  reveal(spot: Spot, page = true): void {
    void this.drawn.then(() => this.surface.reveal(spot, page)).then(() => {
      this.place();
    });
  }

  private async setRows(): Promise<void> {
    await this.surface.setRows();
    this.paint();
  }

  private place(): void {
    const { board, surface } = this;
    const { holder } = surface;
    const box = surface.box(board.selection.active);
    if (box) {
      const { offsetTop, scrollLeft, scrollTop, clientWidth } = holder;
      const high = Math.min(holder.clientHeight, innerHeight - holder.getBoundingClientRect().top);
      const [head = 0] = surface.widths();
      this.typing.place(
        { box, room: new DOMRect(scrollLeft + head, scrollTop, clientWidth - head, holder.clientHeight) },
        {
          box: new DOMRect(box.x - scrollLeft, box.y + offsetTop - scrollTop, box.width, box.height),
          room: new DOMRect(0, offsetTop, clientWidth, high),
        },
      );
    }
    this.totals.paint(this.columns, surface.widths(), this.line());
    this.totals.scroll(holder.scrollLeft);
  }

  private get columns(): Column[] {
    return this.board.columns.flatMap((index) => this.board.sheet.columns[index] ?? []);
  }

  private widths(): number[] {
    const { columns, rows, sums } = this.board.sheet;
    return this.board.columns.flatMap((index) => {
      const column = columns[index];
      if (!column) return [];
      const sample = rows.slice(0, SAMPLE).map((row) => row.cells[index] ?? "");
      return widthOf(column, [...sample, ...(sums[column.id] ?? "").split("\n")]);
    });
  }
}
