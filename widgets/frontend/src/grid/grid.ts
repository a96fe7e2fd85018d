// One ledger's grid: keys, mouse and clipboard become actions on the board; the surface shows it.

import { h } from "../dom";
import { Refused, type Host } from "../host";
import { whenLeaving } from "../leaving";
import { followMarks, type Marks } from "../marks";
import { whenShown } from "../page";
import { hasHeadings } from "./actions";
import { Bar, type Deeds } from "./bar";
import { Board } from "./board";
import { Changes } from "./changes";
import { everything, goto, wholeRows } from "./goto";
import { commandOf, type Command } from "./keys";
import { Marked } from "./marked";
import { Menu } from "./menu";
import { listen } from "./pointer";
import { namesOf } from "./refusals";
import { advance, at, between, clamp, holds, movingIn, type Direction, type Selection, type Spot } from "./selection";
import { Sheet } from "./sheet";
import { Stage } from "./stage";
import { Subtotals } from "./subtotals";
import { Sync } from "./sync";
import { Typing } from "./typing";
import { nextUnsettled, unsettled, unsettledIn } from "./unsettled";
import { isFiltered, texts, type Arrangement } from "./view";
import type { GridProps, Step, Sums } from "./wire";

const LEAVING = "再按 Tab 离开表格。";
const LEAVE = new Set(["Escape", "Tab", "Shift"]);

export interface Options {
  /** A pasted table that brings its own headings: columns then go by name. */
  table?: (text: string) => void;
  /** Rows were changed here, by hand or by undoing. */
  changed?: () => void;
}

export class Grid {
  private readonly sheet: Sheet;
  private readonly board: Board;
  private readonly sync: Sync;
  private readonly changes: Changes;
  private readonly stage: Stage;
  private readonly typing: Typing;
  private readonly menu: Menu;
  private readonly bar: Bar;
  private readonly marked: Marked;
  private readonly subtotals: Subtotals;
  private readonly frame: HTMLElement;
  /** After Esc the next Tab belongs to the page. */
  private leaving = false;
  /** The refused cells that were there before. */
  private heard: ReadonlySet<string> = new Set();

  constructor(
    private readonly host: Host<GridProps>,
    el: HTMLElement,
    private readonly options: Options = {},
  ) {
    const { title, columns } = host.props;
    this.sync = new Sync(host, () => this.sheet, (all) => {
      this.arrived(all);
    }, () => this.unwritten());
    this.sheet = new Sheet(columns, (change) => {
      this.sync.push(change);
      this.marked.age();
      this.options.changed?.();
    });
    this.board = new Board(this.sheet);
    this.changes = new Changes(this.board, {
      done: (moved) => {
        if (moved) this.stage.layRows();
        else this.stage.paint();
      },
      select: (selection) => {
        this.select(selection, { seen: selection.active });
      },
      say: (text) => {
        this.bar.say(text);
      },
      locked: () => host.locked,
    });
    this.typing = new Typing(this.board, () => host.props.year, {
      typed: () => {
        this.sync.keep();
      },
      chosen: (text) => {
        this.write(text);
        this.focus();
      },
      key: (event) => {
        this.key(event);
      },
      blurred: () => {
        this.commit();
        this.stay();
        this.frame.classList.remove("has-focus");
      },
      moved: () => {
        this.stage.reveal(this.board.selection.active);
      },
      focus: () => {
        this.focus();
      },
    });
    this.subtotals = new Subtotals(this.board, {
      ask: (rows) => this.askSums(rows),
      ahead: () => this.sync.ahead,
      arrived: () => {
        this.stage.paint();
      },
    });
    this.stage = new Stage(this.board, this.typing, title, () => this.subtotals.line, () => {
      this.paintBar();
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
        this.stage.paint();
      },
    });
    this.frame = h(
      "div",
      { class: "zj-sheet-frame" },
      this.stage.surface.el,
      ...this.typing.help,
      this.menu.el,
    );
    el.append(this.bar.el, this.marked.el, this.frame, this.stage.totals.el);
    this.listen();
    this.stage.layColumns();
    host.draw((props) => {
      this.sheet.columns = props.columns;
      if (this.board.showUsed()) this.stage.layColumns();
      this.sync.check();
    });
    host.whenLocked((locked) => {
      this.typing.editor.field.readOnly = locked;
      this.paintBar();
    });
    host.onClose(followMarks(host.step, (marks) => {
      this.sync.whenLoaded(() => whenShown(host.el, () => {
        this.mark(marks);
      }));
    }));
    host.onClose(whenLeaving(() => {
      this.commit();
    }));
    host.onClose(() => {
      this.menu.close(false);
      this.stage.surface.destroy();
    });
  }

  focus(): void {
    this.typing.editor.focus();
  }

  // ---------------------------------------------------------------- drawing

  private arrived(all: boolean): void {
    if (all) {
      this.marked.clear();
      this.board.arrange();
      this.stage.layColumns();
    } else {
      this.stage.paint();
    }
    this.stage.fit();
    this.subtotals.follow();
    this.hearRefusals(all);
  }

  private async askSums(rows: number[]): Promise<Sums | null> {
    try {
      return (await this.host.ask<Sums>("sums", { rows })).result;
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  // The cursor has moved on when Python refuses: who does not see the note in the row hears of it,
  // and sees the first such cell of a block that was pasted.
  private hearRefusals(known: boolean): void {
    const { board, sheet } = this;
    const now = new Map(sheet.refusals.map((one) => [`${one.row} ${one.column} ${one.raw}`, one]));
    const fresh = [...now].flatMap(([key, one]) => (this.heard.has(key) ? [] : [one]));
    this.heard = new Set(now.keys());
    if (fresh.length === 0 || known) return;
    this.bar.add(`${namesOf(fresh, sheet.columns)}没有看懂。请改好，或在那一格按 Esc 恢复原值。`);
    const spots = fresh.map((one) => board.spotOf(one.row, one.column));
    const seen = spots.find((spot) => holds(board.block, spot.row, spot.column));
    if (seen) this.stage.reveal(seen);
  }

  // What is filtered away is looked for too.
  private toUnsettled(): void {
    this.commit();
    if (!nextUnsettled(this.board)) this.showEvery();
    const spot = nextUnsettled(this.board);
    if (spot) this.select(at(spot));
  }

  private showEvery(): void {
    this.bar.search.value = "";
    this.marked.clear();
    this.arrange({ filters: new Map(), search: "" });
  }

  // Another view points at rows: they are seen whatever was filtered. The keyboard is in a cell only
  // where there is one to put right: who looks a number up may type on without having noticed.
  private mark(marks: Marks): void {
    this.commit();
    this.showEvery();
    this.marked.put(marks);
    const row = Math.max(0, this.board.view.findIndex((one) => this.board.marked.has(one)));
    this.marked.el.scrollIntoView({ block: "nearest" });
    const first = this.board.view[row];
    this.select(at({ row, column: unsettledIn(this.board, first) }));
    if (first && unsettled([first]) > 0) this.focus();
    else this.marked.focus();
  }

  private paintBar(): void {
    const { board, sheet } = this;
    this.bar.paint({
      canUndo: sheet.history.canUndo,
      canRedo: sheet.history.canRedo,
      selected: board.selected.length,
      found: board.view.length - (board.spare ? 1 : 0),
      total: sheet.rows.length,
      unsettled: unsettled(sheet.rows),
      filtered: isFiltered(board.arrangement),
      allColumns: board.allColumns,
      hasMore: sheet.columns.some(({ common }) => !common),
      locked: this.host.locked !== "",
    });
  }

  // ---------------------------------------------------------------- selecting

  // What is seen of a block is the corner that moves, else the active cell.
  private select(selection: Selection, { page = true, seen = movingIn(selection) } = {}): void {
    this.board.selection = selection;
    this.stay();
    this.stage.reveal(seen, page);
    this.stage.paint();
  }

  private arrange(change: Partial<Arrangement>): void {
    this.board.arrange({ ...this.board.arrangement, ...change });
    this.stage.surface.paintHeads();
    this.stage.layRows();
    this.subtotals.follow();
  }

  // ---------------------------------------------------------------- editing

  private edit(mode: "typing" | "editing"): void {
    if (this.board.row && !this.changes.refused()) this.typing.edit(mode);
  }

  /** Take what was typed, or a word from the list, into the cell. */
  private commit(): void {
    const { editor, text } = this.typing;
    if (editor.mode !== "idle") this.write(text);
  }

  private write(text: string): void {
    this.typing.editor.mode = "idle";
    this.changes.write(text);
    this.sync.keep();
  }

  // What stands in the open field, as it would be done if it were left now.
  private unwritten(): Step[] {
    const { board: { row, column, spare, sheet }, typing } = this;
    if (typing.editor.mode === "idle" || !row || !column) return [];
    const number = row === spare ? sheet.rows.length + 1 : sheet.number(row);
    const step: Step = { op: "set", row: number, column: column.id, raw: typing.text };
    return row === spare ? [{ op: "insert", at: number, rows: [{}] }, step] : [step];
  }

  // Returns false where nothing was taken back: Escape may lead back to where one came from.
  private cancel(): boolean {
    const { row, index } = this.board;
    if (this.typing.editor.mode !== "idle") {
      this.typing.editor.mode = "idle";
      this.sync.keep();
      this.stage.paint();
    } else if (row?.refused[index]) {
      this.changes.restore(row, index);
    } else {
      this.leaving = true;
      this.bar.say(LEAVING);
      return false;
    }
    return true;
  }

  // What was said of leaving is over with whatever is done instead, and with having left.
  private stay(): void {
    this.leaving = false;
    this.bar.unsay(LEAVING);
  }

  // ---------------------------------------------------------------- keys

  private key(event: KeyboardEvent): void {
    if (!LEAVE.has(event.key)) this.stay();
    const command = commandOf(event, this.typing.editor.mode);
    if (!command || !this.run(command)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Returns false for what the page should have after all.
  private run(command: Command): boolean {
    const { board, typing: { editor } } = this;
    switch (command.do) {
      case "advance":
        return this.advance(command.to);
      case "move":
      case "page":
      case "leap":
      case "edge":
        this.commit();
        this.select(goto(board, command, this.stage.surface.page));
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
        this.edit("editing");
        break;
      case "pick":
        if (board.row) this.typing.pick();
        break;
      case "undo":
      case "redo":
        this.changes.travel(command.do);
        break;
      case "find":
        this.bar.search.focus();
        this.bar.search.select();
        break;
      case "menu":
        this.openMenu(board.selection.active.column);
        break;
      case "insert":
      case "delete":
        this.changes[command.do === "insert" ? "insert" : "remove"]();
        break;
      case "clear":
      case "fill":
        this.changes[command.do]();
        break;
      case "cancel":
        return this.cancel();
    }
    return true;
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

  private openMenu(place: number): void {
    const index = this.board.columns[place];
    const column = index === undefined ? undefined : this.sheet.columns[index];
    const head = this.stage.surface.el.querySelector(`[data-column="${place}"]`);
    if (index === undefined || !column || !head) return;
    this.commit();
    const [inner, outer] = [head.getBoundingClientRect(), this.frame.getBoundingClientRect()];
    const box = new DOMRect(inner.x - outer.x, inner.y - outer.y, inner.width, inner.height);
    const allowed = this.board.arrangement.filters.get(index) ?? null;
    this.menu.show({ column: index, label: column.label, texts: texts(this.sheet.rows, this.sheet.columns, index), allowed }, box, outer);
  }

  // The buttons do it, then the keyboard is in the table again.
  private deeds(): Deeds {
    const then = (deed: () => void) => () => {
      deed();
      this.focus();
    };
    const { board, changes } = this;
    return {
      undo: then(() => {
        changes.travel("undo");
      }),
      redo: then(() => {
        changes.travel("redo");
      }),
      insert: then(() => {
        changes.insert();
      }),
      duplicate: then(() => {
        changes.duplicate();
      }),
      remove: then(() => {
        changes.remove();
      }),
      menu: () => {
        this.openMenu(board.selection.active.column);
      },
      columns: then(() => {
        board.showColumns(!board.allColumns);
        this.stage.layColumns();
      }),
      search: (search) => {
        this.arrange({ search });
      },
      next: then(() => {
        this.toUnsettled();
      }),
      back: () => {
        this.focus();
      },
    };
  }

  // ---------------------------------------------------------------- mouse and clipboard

  private listen(): void {
    const { board, typing: { editor }, stage: { surface } } = this;
    const stop = listen(surface, {
      begin: () => {
        this.commit();
      },
      cell: (spot, extend) => {
        this.pressCell(spot, extend);
      },
      drag: (spot) => {
        board.selection = between(board.selection.from, clamp(spot, board.size));
        this.stage.paint();
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
        this.changes.restore(row, index);
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

  // The page stays where it is: what is under the mouse may be pressed twice.
  private pressCell(spot: Spot, extend: boolean): void {
    const { selection, size } = this.board;
    if (spot.column >= 0) {
      this.select(extend ? between(selection.active, spot) : at(spot), { page: false });
    } else {
      const from = { row: extend ? selection.from.row : spot.row, column: 0 };
      this.select(between(from, { row: spot.row, column: size.columns - 1 }), { page: false });
    }
  }

  private clip(kind: "copy" | "cut" | "paste", event: ClipboardEvent): void {
    const { clipboardData } = event;
    if (!clipboardData) return;
    event.preventDefault();
    event.stopPropagation();
    if (kind !== "paste") {
      clipboardData.setData("text/plain", this.changes.copied());
      if (kind === "cut") this.changes.clear();
      return;
    }
    const text = clipboardData.getData("text/plain");
    if (text && this.options.table && hasHeadings(this.sheet, text)) this.options.table(text);
    else if (text) this.changes.paste(text);
  }
}
