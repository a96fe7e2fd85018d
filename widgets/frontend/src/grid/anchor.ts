// Where the officer is among the rows. Tabulator goes by average heights, and loses its place when
// its step is hidden and shown; whoever draws rows anew holds on to the one that is seen first.

import type { Row } from "./sheet";

export interface Rows {
  /** The part that scrolls. */
  readonly holder: HTMLElement;
  /** Those in the document, from above. */
  drawn: () => [HTMLElement, Row][];
  /** Scroll to the row at this place, or the last one. */
  bring: (place: number) => HTMLElement | null;
  placeOf: (row: Row) => number | undefined;
}

export class Anchor {
  /** The row seen first, its place, and where its upper edge is, in px below that of what is seen. */
  private first: { row: Row; place: number; y: number } | null = null;
  private left = 0;

  constructor(private readonly rows: Rows) {}

  /** Note where this is; on a step that is not shown it stays what it was. */
  drop(): void {
    const { holder } = this.rows;
    if (holder.clientHeight === 0) return;
    const edge = holder.getBoundingClientRect().top;
    const found = this.rows.drawn().find(([element]) => element.getBoundingClientRect().bottom > edge);
    this.left = holder.scrollLeft;
    this.first = null;
    if (!found) return;
    const [element, row] = found;
    this.first = { row, place: this.rows.placeOf(row) ?? 0, y: element.getBoundingClientRect().top - edge };
  }

  /** Go back there: to the row wherever it is now, or to what has come to its place. */
  hold({ follow = true } = {}): void {
    const { first, left, rows, rows: { holder } } = this;
    if (holder.clientHeight === 0) return;
    const element = first && rows.bring((follow ? rows.placeOf(first.row) : undefined) ?? first.place);
    if (element) holder.scrollTop += element.getBoundingClientRect().top - holder.getBoundingClientRect().top - first.y;
    holder.scrollLeft = left;
  }
}
