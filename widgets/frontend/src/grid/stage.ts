// Everything of the board that is drawn, in the order in which it has to be: columns, rows, what
// they say, and what lies over them.

import type { Board } from "./board";
import { Columns } from "./columns";
import type { Spot } from "./selection";
import type { Line } from "./subtotals";
import { Surface } from "./surface";
import { Totals } from "./totals";
import type { Typing } from "./typing";
import type { Column } from "./wire";

export class Stage {
  readonly surface: Surface;
  readonly totals = new Totals();
  private readonly widths: Columns;
  private drawn = Promise.resolve();

  constructor(
    private readonly board: Board,
    private readonly typing: Typing,
    title: string,
    private readonly line: () => Line,
    /** Called after each painting. */
    private readonly painted: () => void,
  ) {
    this.widths = new Columns(board);
    this.surface = new Surface(board.sheet, board, title, {
      moved: () => {
        this.place();
      },
      drawn: (place, width) => {
        this.widths.draw(place, width);
      },
      sized: () => {
        this.fit();
      },
    });
    void this.surface.lay(typing.editor.el);
    void this.surface.lay(typing.calendar.opener);
  }

  /** Other columns, then every row anew. */
  layColumns(): void {
    this.widths.forget();
    this.drawn = this.surface.setColumns((room) => this.widths.widths(room)).then(() => this.setRows(true));
  }

  /** Widen columns for what they hold by now, as the room allows. */
  fit(): void {
    void this.drawn.then(() => {
      if (this.surface.room <= 0) return; // on a step that is not shown
      if (this.surface.resize(this.widths.widths(this.surface.room))) this.place();
    });
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

  private async setRows(columns = false): Promise<void> {
    await this.surface.setRows({ columns });
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
}
