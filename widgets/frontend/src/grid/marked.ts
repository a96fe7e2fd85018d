// The rows that another view points at: a line that says what they are, and what can be done.

import { button, h } from "../dom";
import type { Marks } from "../marks";
import type { Board } from "./board";
import type { Row } from "./sheet";

export interface Deeds {
  /** Show these rows only; null shows all. */
  only: (rows: ReadonlySet<Row> | null) => void;
  /** The tint of rows has changed. */
  painted: () => void;
}

export class Marked {
  private readonly said = h("span", { role: "status" });
  private readonly only = button("只看这些行", () => {
    this.narrow(this.board.arrangement.only === null);
  }, { kind: "quiet" });
  readonly el = h("p", { class: "zj-marks", hidden: true, tabindex: -1 }, this.said, this.only,
    button("清除", () => {
      this.clear();
    }, { kind: "quiet", title: "不再标出这些行" }));

  constructor(
    private readonly board: Board,
    private readonly deeds: Deeds,
  ) {}

  /** Tint these rows; those that a filter hides are let through. */
  put({ rows, say }: Marks): void {
    const { board } = this;
    const found = new Set(rows.flatMap((number) => board.sheet.rows[number - 1] ?? []));
    board.marked = found;
    this.only.disabled = found.size === 0;
    this.said.textContent = say;
    this.el.hidden = false;
    this.narrow(false);
  }

  /** Take the keyboard: what is typed by who has not noticed the turn goes into no cell. */
  focus(): void {
    this.el.focus();
  }

  /** The rows have changed since: the number they made is no longer theirs. */
  age(): void {
    const old = "（之后表里又改过，这是改之前的数）";
    const text = this.said.textContent;
    if (!this.el.hidden && !text.endsWith(old)) this.said.textContent = text + old;
  }

  clear(): void {
    if (this.el.hidden) return;
    this.board.marked = new Set();
    this.el.hidden = true;
    this.said.textContent = "";
    this.narrow(false);
  }

  private narrow(only: boolean): void {
    this.only.textContent = only ? "看全部行" : "只看这些行";
    this.deeds.only(only ? this.board.marked : null);
    this.deeds.painted();
  }
}
