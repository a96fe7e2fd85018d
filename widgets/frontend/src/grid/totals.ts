// The sums under the columns; they scroll sideways with them and are computed in Python.

import { fill, h } from "../dom";
import type { Line } from "./subtotals";
import { unitOf, type Column } from "./wire";

export class Totals {
  private readonly line = h("div", { class: "zj-sums-line" });
  private readonly note = h("p", { class: "zj-sums-note", hidden: true });
  readonly el = h("div", { class: "zj-sums", role: "group", "aria-label": "合计" }, this.line, this.note);

  private painted = "";

  paint(
    columns: readonly Column[],
    widths: readonly number[],
    { sums, leftOut, head, whose }: Line,
  ): void {
    const state = JSON.stringify([widths, sums, leftOut, head, whose]);
    if (state === this.painted) return;
    this.painted = state;
    this.note.textContent = whose ? `${whose}${leftOut ? `，${leftOut}` : "。"}` : leftOut && head + leftOut;
    this.note.hidden = !this.note.textContent;
    const cell = (text: string, place: number, label: string): HTMLElement =>
      h("span", { class: "zj-sum", style: `width: ${widths[place] ?? 0}px`, title: text && label + text }, text);
    fill(
      this.line,
      h("span", { class: "zj-sum zj-sum-head", style: `width: ${widths[0] ?? 56}px` }, head),
      ...columns.map((column, place) =>
        cell(sums[column.id] ?? "", place + 1, `${column.label}${unitOf(column)}${head}：`),
      ),
    );
  }

  scroll(left: number): void {
    this.line.style.transform = `translateX(${-left}px)`;
    const head = this.line.firstElementChild;
    if (head instanceof HTMLElement) head.style.transform = `translateX(${left}px)`;
  }
}
