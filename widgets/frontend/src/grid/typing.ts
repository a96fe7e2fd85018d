// Writing into the active cell, with what helps: the words it takes, a calendar, a line of advice.

import { h } from "../dom";
import type { Board } from "./board";
import { Calendar } from "./calendar";
import { choicesFor } from "./choices";
import { Editor } from "./editor";
import { Picker } from "./picker";
import { isNumber } from "./surface";
import { unitOf } from "./wire";

interface Watcher {
  /** What stands in the field is another. */
  typed: () => void;
  /** A word or a date was chosen for the cell. */
  chosen: (text: string) => void;
  key: (event: KeyboardEvent) => void;
  blurred: () => void;
  /** The help has opened or moved: the cell must be seen, and the help stand beside it. */
  moved: () => void;
  focus: () => void;
}

export interface Place {
  box: DOMRect;
  room: DOMRect;
}

export class Typing {
  readonly editor: Editor;
  readonly calendar: Calendar;
  private readonly picker: Picker;
  private readonly hint = h("p", { class: "zj-cell-hint", hidden: true });
  /** What opens beside the cell. */
  readonly help: readonly HTMLElement[];

  constructor(
    private readonly board: Board,
    private readonly year: () => number,
    private readonly watcher: Watcher,
  ) {
    this.editor = new Editor({
      changed: (text) => {
        this.suggest(text, false);
        watcher.typed();
      },
      key: (event) => {
        if (!this.step(event)) watcher.key(event);
      },
      blurred: watcher.blurred,
    });
    this.picker = new Picker(this.editor.field, watcher.chosen);
    this.calendar = new Calendar({
      picked: watcher.chosen,
      closed: (back) => {
        if (back) watcher.focus();
      },
      asked: () => {
        this.pickDate();
      },
    });
    this.help = [this.picker.el, this.hint, this.calendar.el];
  }

  /** What the cell would become now: the word chosen, or else what stands in the field. */
  get text(): string {
    return this.picker.choice ?? this.editor.field.value;
  }

  edit(mode: "typing" | "editing"): void {
    this.editor.begin(mode);
    this.suggest(this.board.text, true);
  }

  /** Offer what the cell takes: a date's days, else its words. */
  pick(): void {
    if (this.board.column?.dtype === "date") this.pickDate();
    else this.edit("editing");
  }

  /** Wait over the active cell; the field says which one it is, and what is wrong with it. */
  rest(noteId: string): void {
    const { board, editor, editor: { field } } = this;
    const { row, column, index } = board;
    if (!editor.composing) editor.rest(board.text);
    this.picker.hide();
    this.hint.hidden = true;
    this.calendar.opener.hidden = column?.dtype !== "date" || !row;
    if (!row || !column) return;
    editor.el.setAttribute("aria-rowindex", String(board.selection.active.row + 2));
    editor.cell.setAttribute("aria-colindex", String(board.selection.active.column + 2));
    const number = row === board.spare ? "新的一行" : `第 ${board.sheet.number(row)} 行`;
    field.setAttribute("aria-label", `${number} ${column.label}${unitOf(column)}`);
    field.inputMode = isNumber(column) ? "decimal" : "text";
    const refused = row.refused[index];
    field.setAttribute("aria-invalid", String(Boolean(refused) || row.problems[index]?.[1] === "error"));
    if (refused || row.problems[index]) field.setAttribute("aria-describedby", noteId);
    else field.removeAttribute("aria-describedby");
  }

  /** Stand at the active cell: its box and the room that is seen, in what scrolls and in the frame. */
  place(inside: Place, { box: over, room }: Place): void {
    this.editor.place(inside.box, inside.room);
    this.calendar.opener.style.transform = `translate(${inside.box.right}px, ${inside.box.y}px)`;
    if (this.picker.open) this.picker.place(over, room);
    if (this.calendar.open) this.calendar.place(over, room);
    if (!this.hint.hidden) this.hint.style.transform = `translate(${over.x}px, ${over.bottom}px)`;
  }

  private pickDate(): void {
    this.watcher.blurred(); // what was typed is taken first
    this.calendar.show(this.board.text, this.year());
    this.watcher.moved();
  }

  private step(event: KeyboardEvent): boolean {
    const { key, altKey } = event;
    if (!this.picker.open || altKey || (key !== "ArrowDown" && key !== "ArrowUp")) return false;
    this.picker.step(key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  private suggest(text: string, all: boolean): void {
    const { board, board: { column, row } } = this;
    const choices = column && row && choicesFor(board.sheet.columns, column, row);
    this.calendar.opener.hidden = true;
    if (choices && choices.words.length > 0) this.picker.show(choices, text, all, column.open);
    this.hint.textContent = column?.hint ?? "";
    this.hint.hidden = !column?.hint;
    this.watcher.moved();
  }
}
