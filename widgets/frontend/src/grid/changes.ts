// What the officer does to cells and rows: done on the sheet, drawn, and said in a line.

import { formatBlock } from "../tsv";
import { duplicate, insertBlank, pasted, read, remove, repeated, write } from "./actions";
import type { Board } from "./board";
import { between, type Selection } from "./selection";
import type { Patch, Row, Sheet } from "./sheet";

interface Screen {
  /** It is done; `moved` when rows came, went or changed places. */
  done: (moved: boolean) => void;
  select: (selection: Selection) => void;
  say: (text: string) => void;
  /** Why nothing may be changed now; empty when it may. */
  locked: () => string;
}

export class Changes {
  private readonly sheet: Sheet;

  constructor(
    private readonly board: Board,
    private readonly screen: Screen,
  ) {
    this.sheet = board.sheet;
  }

  /** Whether nothing may be changed now; then it is said why, and every cell reads as it is. */
  refused(): boolean {
    const why = this.screen.locked();
    if (!why) return false;
    this.screen.say(why);
    this.screen.done(false);
    return true;
  }

  /** Write into the active cell. */
  write(text: string): void {
    if (this.refused()) return;
    const { board, sheet } = this;
    const { active } = board.selection;
    this.screen.say("");
    this.act("改一格", () => write(sheet, board, { top: active.row, left: active.column }, [[text]]));
  }

  /** Put the ledger's value back in place of what could not be read. */
  restore(row: Row, column: number): void {
    if (this.refused()) return;
    this.act("恢复原值", () => [this.sheet.set(row, column, row.cells[column] ?? "")]);
  }

  clear(): void {
    if (this.refused()) return;
    const { board, sheet } = this;
    this.act("清空", () => write(sheet, board, board.block, repeated("", board.block)));
  }

  /** The first line of the block in all of its lines. */
  fill(): void {
    if (this.refused()) return;
    const { board, board: { block }, sheet } = this;
    const [line = []] = read(board, { ...block, bottom: block.top });
    const lines = Array.from({ length: block.bottom - block.top + 1 }, () => line);
    this.act("向下填充", () => write(sheet, board, block, lines));
  }

  insert(): void {
    if (this.refused()) return;
    const { row, spare, block } = this.board;
    const where = row && row !== spare ? this.sheet.number(row) - 1 : this.sheet.rows.length;
    const count = block.bottom - block.top + 1;
    this.act(`插入 ${count} 行`, () => insertBlank(this.sheet, where, count));
    this.screen.say(`插入了 ${count} 行。`);
  }

  remove(): void {
    if (this.refused()) return;
    const { board, board: { block, selected: rows } } = this;
    if (rows.length === 0) return;
    this.act(`删除 ${rows.length} 行`, () => remove(this.sheet, rows));
    board.select({ row: block.top, column: board.selection.active.column });
    this.screen.select(board.selection);
    this.screen.say(`删去了 ${rows.length} 行。按 Ctrl+Z 可以找回。`);
  }

  duplicate(): void {
    if (this.refused()) return;
    const rows = this.board.selected;
    this.act(`复制 ${rows.length} 行`, () => duplicate(this.sheet, rows));
    this.screen.say(`复制了 ${rows.length} 行，接在后面。`);
  }

  copied(): string {
    return formatBlock(read(this.board, this.board.block));
  }

  paste(text: string): void {
    if (this.refused()) return;
    const { board, sheet } = this;
    const cells = pasted(text, board.block);
    const { top, left } = board.block;
    const room = board.size.columns - left;
    const width = Math.max(...cells.map((line) => line.length));
    const before = sheet.rows.length;
    this.act(`粘贴 ${cells.length} 行`, () => write(sheet, board, { top, left }, cells));
    const added = sheet.rows.length - before;
    const end = { row: top + cells.length - 1, column: left + Math.min(width, room) - 1 };
    this.screen.select(between({ row: top, column: left }, end));
    this.screen.say(
      `粘贴了 ${cells.length} 行${added > 0 ? `，新增 ${added} 行` : ""}。` +
        (width > room ? `右边多出 ${width - room} 列，没有贴进来；可先显示全部列再贴。` : ""),
    );
  }

  travel(by: "undo" | "redo"): void {
    if (this.refused()) return;
    const { result: entry, moved } = this.board.run(() => this.sheet[by]());
    if (!entry) return;
    this.board.selectTouched(entry.patches);
    this.screen.say(`${by === "undo" ? "撤销了" : "重做了"}：${entry.label}。`);
    this.screen.done(moved);
    this.screen.select(this.board.selection);
  }

  private act(label: string, make: () => Patch[]): void {
    const { moved } = this.board.run(() => {
      this.sheet.act(label, make());
    });
    this.screen.done(moved);
  }
}
