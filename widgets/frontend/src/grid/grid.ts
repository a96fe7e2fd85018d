// One ledger's grid: keys, mouse and clipboard become actions on the board; the surface shows it.

import { h } from "../dom";
import type { Host } from "../host";
import { followMarks, type Marks } from "../marks";
import { whenShown } from "../page";
import { duplicate, hasHeadings, insertBlank, pasted, read, remove, repeated, write } from "./actions";
import { Bar } from "./bar";
import { Board } from "./board";
import { Editor, type Mode } from "./editor";
import { everything, goto, wholeRows } from "./goto";
import { commandOf, type Command } from "./keys";
import { Marked } from "./marked";
import { Menu } from "./menu";
import { Picker } from "./picker";
import { listen } from "./pointer";
import { advance, at, between, clamp, type Direction, type Selection, type Spot } from "./selection";
import { Sheet, type Patch, type Row } from "./sheet";
import { isNumber, Surface } from "./surface";
import { Sync } from "./sync";
import { Totals } from "./totals";
import { formatBlock } from "./tsv";
import { isFiltered, texts, type Arrangement } from "./view";
import { widthOf } from "./widths";
import { unitOf, type Column, type GridProps } from "./wire";

const SAMPLE = 200; // rows that say how wide a column starts

export interface Options {
  /** A pasted table that brings its own headings: columns then go by name. */
  table?: (text: string) => void;
}

export class Grid {
  private readonly sheet: Sheet;
  private readonly board: Board;
  private readonly sync: Sync;
  private readonly surface: Surface;
  private readonly editor: Editor;
  private readonly picker: Picker;
  private readonly menu: Menu;
  private readonly bar: Bar;
  private readonly marked: Marked;
  private readonly totals = new Totals();
  private readonly hint = h("p", { class: "zj-cell-hint", hidden: true });
  private readonly frame: HTMLElement;
  /** After Esc the next Tab belongs to the page. */
  private leaving = false;
  private drawn = Promise.resolve();

  constructor(
    private readonly host: Host<GridProps>,
    el: HTMLElement,
    private readonly options: Options = {},
  ) {
    const { title, columns } = host.props;
    this.sync = new Sync(host, () => this.sheet, (all) => {
      this.arrived(all);
    });
    this.sheet = new Sheet(columns, (change) => {
      this.sync.push(change);
    });
    this.board = new Board(this.sheet);
    this.surface = new Surface(this.sheet, this.board, title, () => {
      this.place();
    });
    this.editor = new Editor({
      changed: (text) => {
        this.suggest(text, false);
      },
      key: (event) => {
        this.key(event);
      },
      blurred: () => {
        this.commit();
        this.frame.classList.remove("has-focus");
      },
    });
    this.picker = new Picker(this.editor.field, (word) => {
      this.commit(word);
      this.focus();
    });
    this.menu = new Menu({
      sort: (sorting) => {
        this.arrange({ sorting });
      },
      filter: (column, allowed) => {
        const filters = new Map(this.board.arrangement.filters);
        if (allowed) filters.set(column, allowed);
        else filters.delete(column);
        this.arrange({ filters });
      },
      closed: () => {
        this.focus();
      },
    });
    this.bar = new Bar(this.deeds());
    this.marked = new Marked(this.board, {
      only: (only) => {
        this.arrange({ only });
      },
      painted: () => {
        this.repaint();
      },
    });
    this.frame = h(
      "div",
      { class: "zj-sheet-frame" },
      this.surface.el,
      this.picker.el,
      this.hint,
      this.menu.el,
    );
    el.append(this.bar.el, this.marked.el, this.frame, this.totals.el);
    this.listen();
    void this.surface.lay(this.editor.el);
    void this.surface.setColumns(this.columnWidths());
    host.draw((props) => {
      this.sheet.columns = props.columns;
      if (this.board.showUsed()) void this.layColumns();
      this.sync.check();
    });
    host.onClose(followMarks(host.step, (marks) => {
      this.sync.whenLoaded(() => whenShown(host.el, () => {
        this.mark(marks);
      }));
    }));
    host.onClose(() => {
      this.menu.close(false);
      this.surface.destroy();
    });
  }

  focus(): void {
    this.editor.focus();
  }

  // ---------------------------------------------------------------- drawing

  private arrived(all: boolean): void {
    if (all) {
      this.marked.clear();
      this.board.arrange();
      void this.layColumns();
    } else {
      this.repaint();
    }
  }

  private layColumns(): Promise<void> {
    this.drawn = this.surface.setColumns(this.columnWidths()).then(() => this.redraw());
    return this.drawn;
  }

  private redraw(): Promise<void> {
    this.drawn = this.surface.setRows().then(() => {
      this.repaint();
    });
    return this.drawn;
  }

  // Another view points at rows: they are seen whatever was filtered, and the keyboard is there.
  private mark(marks: Marks): void {
    this.commit();
    this.bar.search.value = "";
    this.arrange({ filters: new Map(), search: "" });
    this.marked.put(marks);
    const row = this.board.view.findIndex((one) => this.board.marked.has(one));
    this.marked.el.scrollIntoView({ block: "nearest" });
    this.select(at({ row: Math.max(0, row), column: 0 }));
    this.focus();
  }

  private repaint(): void {
    const { board, sheet } = this;
    this.surface.paint();
    this.place();
    this.bar.paint({
      canUndo: sheet.history.canUndo,
      canRedo: sheet.history.canRedo,
      selected: board.selected.length,
      found: board.view.length - (board.spare ? 1 : 0),
      total: sheet.rows.length,
      filtered: isFiltered(board.arrangement),
      allColumns: board.allColumns,
      hasMore: sheet.columns.some(({ common }) => !common),
    });
    if (this.editor.mode === "idle") this.rest();
  }

  private place(): void {
    const { holder } = this.surface;
    const box = this.surface.box(this.board.selection.active);
    if (box) this.editor.place(box);
    if (box && (this.picker.open || !this.hint.hidden)) {
      const top = holder.offsetTop - holder.scrollTop;
      const over = new DOMRect(box.x - holder.scrollLeft, box.y + top, box.width, box.height);
      this.picker.place(over, holder.offsetTop + holder.clientHeight);
      this.hint.style.transform = `translate(${over.x}px, ${over.bottom}px)`;
    }
    this.totals.paint(this.shownColumns(), this.surface.widths(), this.sheet.sums);
    this.totals.scroll(holder.scrollLeft);
  }

  // The field lies over the active cell and says which one it is.
  private rest(): void {
    const { board } = this;
    const { row, column, index } = board;
    const { field } = this.editor;
    if (!this.editor.composing) this.editor.rest(board.text);
    this.picker.hide();
    this.hint.hidden = true;
    if (!row || !column) return;
    this.editor.el.setAttribute("aria-rowindex", String(board.selection.active.row + 2));
    this.editor.cell.setAttribute("aria-colindex", String(board.selection.active.column + 2));
    const number = row === board.spare ? "新的一行" : `第 ${this.sheet.number(row)} 行`;
    field.setAttribute("aria-label", `${number} ${column.label}${unitOf(column)}`);
    field.inputMode = isNumber(column) ? "decimal" : "text";
    const refused = row.refused[index];
    field.setAttribute("aria-invalid", String(Boolean(refused) || row.problems[index]?.[1] === "error"));
    if (refused || row.problems[index]) field.setAttribute("aria-describedby", this.surface.noteId(row, index));
    else field.removeAttribute("aria-describedby");
  }

  private shownColumns(): Column[] {
    return this.board.columns.flatMap((index) => this.sheet.columns[index] ?? []);
  }

  private columnWidths(): number[] {
    const { columns, rows, sums } = this.sheet;
    return this.board.columns.flatMap((index) => {
      const column = columns[index];
      if (!column) return [];
      const sample = rows.slice(0, SAMPLE).map((row) => row.cells[index] ?? "");
      return widthOf(column, [...sample, sums[column.id] ?? ""]);
    });
  }

  // ---------------------------------------------------------------- selecting

  private select(selection: Selection): void {
    this.board.selection = selection;
    this.leaving = false;
    this.reveal(selection.from === selection.active ? selection.to : selection.active);
    this.repaint();
  }

  private reveal(spot: Spot): void {
    void this.drawn.then(() => this.surface.reveal(spot)).then(() => {
      this.place();
    });
  }

  private arrange(change: Partial<Arrangement>): void {
    this.board.arrange({ ...this.board.arrangement, ...change });
    this.surface.paintHeads();
    void this.redraw();
  }

  // ---------------------------------------------------------------- editing

  private act(label: string, make: () => Patch[]): void {
    let patches: Patch[] = [];
    const { moved } = this.board.run(() => {
      patches = make();
      this.sheet.act(label, patches);
    });
    if (patches.length > 0) this.marked.age();
    if (moved) void this.redraw();
    else this.repaint();
  }

  private travel(by: "undo" | "redo"): void {
    const { result: entry, moved } = this.board.run(() => this.sheet[by]());
    if (!entry) return;
    this.marked.age();
    this.board.selectTouched(entry.patches);
    this.bar.say(`${by === "undo" ? "撤销了" : "重做了"}：${entry.label}`);
    if (moved) void this.redraw();
    this.select(this.board.selection);
  }

  private edit(mode: Mode): void {
    if (mode === "idle" || !this.board.row) return;
    this.editor.begin(mode);
    this.suggest(this.board.text, true);
  }

  private suggest(text: string, all: boolean): void {
    const { column } = this.board;
    const words = column?.dtype === "bool" ? ["是", "否"] : (column?.choices ?? []);
    if (words.length > 0) this.picker.show(words, text, all, column?.open ?? false);
    this.hint.textContent = column?.hint ?? "";
    this.hint.hidden = !column?.hint;
    this.reveal(this.board.selection.active);
  }

  /** Take what was typed, or a word from the list, into the cell. */
  private commit(text = this.picker.choice ?? this.editor.field.value): void {
    if (this.editor.mode === "idle") return;
    const { active } = this.board.selection;
    this.editor.mode = "idle";
    this.bar.say("");
    this.act("改一格", () => write(this.sheet, this.board, { top: active.row, left: active.column }, [[text]]));
  }

  private cancel(): void {
    const { row, index } = this.board;
    if (this.editor.mode !== "idle") {
      this.editor.mode = "idle";
      this.repaint();
    } else if (row?.refused[index]) {
      this.restore(row, index);
    } else {
      this.leaving = true;
      this.bar.say("再按 Tab 离开表格。");
    }
  }

  private restore(row: Row, index: number): void {
    this.act("恢复原值", () => [this.sheet.set(row, index, row.cells[index] ?? "")]);
  }

  // ---------------------------------------------------------------- keys

  private key(event: KeyboardEvent): void {
    const { picker } = this;
    if (picker.open && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      picker.step(event.key === "ArrowDown" ? 1 : -1);
    } else {
      const command = commandOf(event, this.editor.mode);
      if (!command || !this.run(command)) return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // Returns false for what the page should have after all.
  private run(command: Command): boolean {
    const { board, editor } = this;
    switch (command.do) {
      case "advance":
        return this.advance(command.to);
      case "move":
      case "page":
      case "leap":
      case "edge":
        this.commit();
        this.select(goto(board, command, this.surface.page));
        break;
      case "row":
        this.select(wholeRows(board));
        break;
      case "all":
        this.select(everything(board));
        break;
      case "break":
        if (editor.mode !== "idle") editor.insert("\n");
        break;
      case "wipe":
        editor.field.value = "";
        this.edit("typing");
        break;
      case "edit":
      case "pick":
        this.edit("editing");
        break;
      case "undo":
      case "redo":
        this.travel(command.do);
        break;
      case "find":
        this.bar.search.focus();
        this.bar.search.select();
        break;
      case "menu":
        this.openMenu(board.selection.active.column);
        break;
      default:
        this[command.do]();
    }
    return true;
  }

  private clear(): void {
    const { board, sheet } = this;
    this.act("清空", () => write(sheet, board, board.block, repeated("", board.block)));
  }

  // Ctrl+D: the first line of the block in all of its lines.
  private fill(): void {
    const { board, sheet } = this;
    const { block } = board;
    const [line = []] = read(board, { ...block, bottom: block.top });
    const lines = Array.from({ length: block.bottom - block.top + 1 }, () => line);
    this.act("向下填充", () => write(sheet, board, block, lines));
  }

  private advance(to: Direction): boolean {
    const across = to === "right" || to === "left";
    const leaving = this.leaving && across;
    this.commit();
    if (leaving) return false;
    const next = advance(this.board.selection, to, this.board.size);
    if (!next) return false;
    this.select(next);
    return true;
  }

  // ---------------------------------------------------------------- rows

  private insert(): void {
    const { row, spare, block } = this.board;
    const where = row && row !== spare ? this.sheet.number(row) - 1 : this.sheet.rows.length;
    const count = block.bottom - block.top + 1;
    this.act(`插入 ${count} 行`, () => insertBlank(this.sheet, where, count));
    this.bar.say(`插入了 ${count} 行。`);
    this.focus();
  }

  private delete(): void {
    const rows = this.board.selected;
    if (rows.length === 0) return;
    this.act(`删除 ${rows.length} 行`, () => remove(this.sheet, rows));
    this.board.select({ row: this.board.block.top, column: this.board.selection.active.column });
    this.repaint();
    this.bar.say(`删去了 ${rows.length} 行。按 Ctrl+Z 可以找回。`);
    this.focus();
  }

  private duplicate(): void {
    const rows = this.board.selected;
    this.act(`复制 ${rows.length} 行`, () => duplicate(this.sheet, rows));
    this.bar.say(`复制了 ${rows.length} 行，接在后面。`);
    this.focus();
  }

  private openMenu(place: number): void {
    const index = this.board.columns[place];
    const column = index === undefined ? undefined : this.sheet.columns[index];
    const head = this.surface.el.querySelector(`[data-column="${place}"]`);
    if (index === undefined || !column || !head) return;
    this.commit();
    const [inner, outer] = [head.getBoundingClientRect(), this.frame.getBoundingClientRect()];
    const box = new DOMRect(inner.x - outer.x, inner.y - outer.y, inner.width, inner.height);
    const allowed = this.board.arrangement.filters.get(index) ?? null;
    this.menu.show({ column: index, label: column.label, texts: texts(this.sheet.rows, this.sheet.columns, index), allowed }, box, outer);
  }

  private deeds(): ConstructorParameters<typeof Bar>[0] {
    return {
      undo: () => {
        this.travel("undo");
        this.focus();
      },
      redo: () => {
        this.travel("redo");
        this.focus();
      },
      insert: () => {
        this.insert();
      },
      duplicate: () => {
        this.duplicate();
      },
      remove: () => {
        this.delete();
      },
      menu: () => {
        this.openMenu(this.board.selection.active.column);
      },
      columns: () => {
        this.board.showColumns(!this.board.allColumns);
        void this.layColumns();
        this.focus();
      },
      search: (search) => {
        this.arrange({ search });
      },
      back: () => {
        this.focus();
      },
    };
  }

  // ---------------------------------------------------------------- mouse and clipboard

  private listen(): void {
    const { board, editor, surface } = this;
    const stop = listen(surface, {
      begin: () => {
        this.commit();
      },
      cell: (spot, extend) => {
        this.pressCell(spot, extend);
      },
      drag: (spot) => {
        board.selection = between(board.selection.from, clamp(spot, board.size));
        this.repaint();
      },
      edit: () => {
        this.edit("editing");
      },
      sort: (place) => {
        this.sort(board.columns[place] ?? 0);
      },
      menu: (place) => {
        this.openMenu(place);
      },
      restore: (row, index) => {
        this.restore(row, index);
      },
      done: () => {
        if (!this.menu.open) this.focus();
      },
    });
    this.host.onClose(stop);
    editor.field.addEventListener("focus", () => {
      this.frame.classList.add("has-focus");
      editor.field.select();
    });
    for (const kind of ["copy", "cut", "paste"] as const) {
      editor.field.addEventListener(kind, (event) => {
        if (editor.mode === "idle") this.clip(kind, event);
      });
    }
  }

  // Up, then down, then the ledger's own order.
  private sort(column: number): void {
    const { sorting } = this.board.arrangement;
    const again = sorting?.column === column;
    this.arrange({ sorting: again && sorting.descending ? null : { column, descending: again } });
  }

  private pressCell(spot: Spot, extend: boolean): void {
    const { selection, size } = this.board;
    if (spot.column >= 0) {
      this.select(extend ? between(selection.active, spot) : at(spot));
    } else {
      const from = { row: extend ? selection.from.row : spot.row, column: 0 };
      this.select(between(from, { row: spot.row, column: size.columns - 1 }));
    }
  }

  private clip(kind: "copy" | "cut" | "paste", event: ClipboardEvent): void {
    const { clipboardData } = event;
    if (!clipboardData) return;
    event.preventDefault();
    event.stopPropagation();
    if (kind === "paste") {
      this.paste(clipboardData.getData("text/plain"));
      return;
    }
    clipboardData.setData("text/plain", formatBlock(read(this.board, this.board.block)));
    if (kind === "cut") this.clear();
  }

  private paste(text: string): void {
    const { board, sheet } = this;
    if (text === "") return;
    if (this.options.table && hasHeadings(sheet, text)) {
      this.options.table(text);
      return;
    }
    const cells = pasted(text, board.block);
    const { top, left } = board.block;
    const room = board.size.columns - left;
    const width = Math.max(...cells.map((line) => line.length));
    const before = sheet.rows.length;
    this.act(`粘贴 ${cells.length} 行`, () => write(sheet, board, { top, left }, cells));
    const added = sheet.rows.length - before;
    const end = { row: top + cells.length - 1, column: left + Math.min(width, room) - 1 };
    this.select(between({ row: top, column: left }, end));
    this.bar.say(
      `粘贴了 ${cells.length} 行${added > 0 ? `，新增 ${added} 行` : ""}。` +
        (width > room ? `右边多出 ${width - room} 列，没有贴进来；可先显示全部列再贴。` : ""),
    );
  }
}
