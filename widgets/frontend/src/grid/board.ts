// What is on the screen as values: the rows and columns shown, and what is selected of them.

import { follow } from "./actions";
import { blockOf, clamp, fit, type Block, type Selection, type Size, type Spot } from "./selection";
import { shown, type Patch, type Row, type Sheet } from "./sheet";
import { AS_IS, arrange, isFiltered, type Arrangement } from "./view";
import type { Column } from "./wire";

export class Board {
  view: readonly Row[] = [];
  columns: readonly number[];
  selection: Selection = { active: START, from: START, to: START };
  arrangement: Arrangement = AS_IS;
  /** The empty row after the last one; writing into it adds it to the ledger. */
  spare: Row | null = null;
  /** Rows that another view points at. */
  marked: ReadonlySet<Row> = new Set();

  constructor(readonly sheet: Sheet) {
    this.columns = common(sheet.columns);
  }

  get size(): Size {
    return { rows: this.view.length, columns: this.columns.length };
  }

  get block(): Block {
    return blockOf(this.selection);
  }

  get row(): Row | undefined {
    return this.view[this.selection.active.row];
  }

  /** Place of the active column among all of the ledger's. */
  get index(): number {
    return this.columns[this.selection.active.column] ?? 0;
  }

  get column(): Column | undefined {
    return this.sheet.columns[this.index];
  }

  /** Where a cell of the ledger is on the screen; -1 for a row or a column that is not. */
  spotOf(number: number, id: string): Spot {
    const row = this.sheet.rows[number - 1];
    const index = this.sheet.columns.findIndex((column) => column.id === id);
    return { row: row ? this.view.indexOf(row) : -1, column: this.columns.indexOf(index) };
  }

  /** What the active cell says. */
  get text(): string {
    return this.row ? shown(this.row, this.index) : "";
  }

  /** The ledger's rows that the selection touches. */
  get selected(): Row[] {
    const { top, bottom } = this.block;
    return this.view.slice(top, bottom + 1).filter((row) => row !== this.spare);
  }

  get allColumns(): boolean {
    return this.columns.length === this.sheet.columns.length;
  }

  showColumns(all: boolean): void {
    this.lay(all ? this.sheet.columns.map((_, place) => place) : common(this.sheet.columns));
  }

  /** Show columns that have come into use beside those that are shown. False when there are none. */
  showUsed(): boolean {
    const used = common(this.sheet.columns);
    if (used.every((place) => this.columns.includes(place))) return false;
    this.lay([...new Set([...this.columns, ...used])].sort((one, other) => one - other));
    return true;
  }

  select(spot: { row: number; column: number }): void {
    const active = clamp(spot, this.size);
    this.selection = { active, from: active, to: active };
  }

  /** Do something that may add or take away rows; the rows on the screen stay where they are. */
  run<Result>(action: () => Result): { result: Result; moved: boolean } {
    const before = this.sheet.rows;
    const result = action();
    const moved = before !== this.sheet.rows;
    if (moved) this.put(follow(this.view, new Set(before), this.sheet));
    return { result, moved };
  }

  /** Sort, filter and search anew. */
  arrange(arrangement: Arrangement = this.arrangement): void {
    const { row } = this;
    this.arrangement = arrangement;
    this.put(arrange(this.sheet.rows, this.sheet.columns, arrangement));
    const place = row ? this.view.indexOf(row) : -1;
    if (place >= 0) this.select({ row: place, column: this.selection.active.column });
  }

  /** Select what these patches touched, where it is on the screen. */
  selectTouched(patches: readonly Patch[]): void {
    const rows = new Set(patches.flatMap((patch) => (patch.kind === "set" ? [patch.row] : patch.rows)));
    const cells = patches.flatMap((patch) => (patch.kind === "set" ? [this.columns.indexOf(patch.column)] : []));
    const places = this.view.flatMap((row, place) => (rows.has(row) ? [place] : []));
    const known = cells.filter((column) => column >= 0);
    const [top, bottom] = [places[0], places.at(-1)];
    if (top === undefined || bottom === undefined) {
      this.selection = fit(this.selection, this.size);
      return;
    }
    const whole = known.length === 0;
    const left = whole ? 0 : known.reduce((one, other) => Math.min(one, other));
    const right = whole ? this.size.columns - 1 : known.reduce((one, other) => Math.max(one, other));
    const from = { row: top, column: left };
    this.selection = { active: from, from, to: { row: bottom, column: right } };
  }

  // The keyboard stays in its column.
  private lay(columns: readonly number[]): void {
    const { index } = this;
    this.columns = columns;
    const column = Math.max(0, columns.indexOf(index));
    this.select({ row: this.selection.active.row, column });
  }

  private put(view: Row[]): void {
    if (isFiltered(this.arrangement)) {
      this.spare = null;
    } else if (!this.spare || this.sheet.number(this.spare) > 0) {
      this.spare = this.sheet.blank();
    }
    this.view = this.spare ? [...view, this.spare] : view;
    this.selection = fit(this.selection, this.size);
  }
}

const START = { row: 0, column: 0 };

function common(columns: readonly Column[]): number[] {
  return columns.flatMap((column, place) => (column.common ? [place] : []));
}
