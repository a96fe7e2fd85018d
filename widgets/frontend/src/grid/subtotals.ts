// What the rows on the screen come to while a filter or a search hides others. Python adds them up
// as it does all; until it has answered, the line says that its sums are those of every row.

import type { Board } from "./board";
import type { Row } from "./sheet";
import { isFiltered } from "./view";
import type { Sums } from "./wire";

export interface Line {
  sums: Record<string, string>;
  /** Which rows are not in them; "" when all are. */
  leftOut: string;
  /** 合计 of the ledger, or 小计 of some rows. */
  head: string;
  /** Whose sums they are, where that needs saying; else "". */
  whose: string;
}

interface Asking {
  /** Null when Python refused, which is said elsewhere. */
  ask: (rows: number[]) => Promise<Sums | null>;
  /** Whether rows here are numbered as Python does not know yet. */
  ahead: () => boolean;
  arrived: () => void;
}

export class Subtotals {
  private known: { view: readonly Row[]; answer: Sums } | null = null;
  private busy = false;

  constructor(
    private readonly board: Board,
    private readonly asking: Asking,
  ) {}

  get line(): Line {
    const { known, board: { view, arrangement, sheet } } = this;
    const all = { sums: sheet.sums, leftOut: sheet.leftOut, head: "合计" };
    if (!isFiltered(arrangement)) return { ...all, whose: "" };
    if (known?.view !== view) return { ...all, whose: `合计是全部 ${sheet.rows.length} 行的` };
    const { sums, left_out: leftOut } = known.answer;
    return { sums, leftOut, head: "小计", whose: `小计只算显示的 ${view.length} 行` };
  }

  /** Call when other rows are shown, and when Python has told of rows. */
  follow(): void {
    const { known, board, board: { view, sheet } } = this;
    if (!isFiltered(board.arrangement)) {
      this.known = null;
      return;
    }
    const fits = known?.view === view && known.answer.version === sheet.version;
    if (fits || this.busy || this.asking.ahead()) return;
    this.busy = true;
    void this.asking.ask(view.map((row) => sheet.number(row))).then((answer) => {
      this.busy = false;
      // Of other rows than are here by now: those will be told of, and asked for then.
      if (answer?.version === sheet.version) this.known = { view, answer };
      this.asking.arrived();
      if (board.view !== view) this.follow();
    });
  }
}
