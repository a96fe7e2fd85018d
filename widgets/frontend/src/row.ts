// One row of a ledger: a field for each column, what is wrong with a cell right under it.

import { button, fill, h, uid } from "./dom";

export interface Column {
  id: string;
  label: string;
  dtype: "text" | "int" | "decimal" | "date" | "enum" | "bool";
  unit: string;
  required: boolean;
  /** Shown without asking for all columns. */
  common: boolean;
  choices: string[];
  /** Other values than the choices may be written. */
  open: boolean;
  hint: string;
}

export interface RowData {
  number: number;
  cells: Record<string, string>;
  /** What is wrong with a cell, and whether it must be put right ("error") or looked at. */
  problems: Record<string, Problem>;
}

export type Problem = [text: string, severity: "error" | "warning"];

interface Edits {
  /** Returns what is wrong with the new value, or "". */
  edit: (row: number, column: string, raw: string) => Promise<string>;
  remove: (row: number, pressed: HTMLButtonElement) => Promise<void>;
}

export class Row {
  readonly el: HTMLTableRowElement;
  private readonly cells: Cell[];

  constructor(columns: Column[], data: RowData, edits: Edits) {
    this.cells = columns.map((column) => new Cell(column, data, edits));
    const remove = button("删除", () => void edits.remove(data.number, remove), { kind: "quiet" });
    remove.setAttribute("aria-label", `删除第 ${data.number} 行`);
    this.el = h(
      "tr",
      {},
      h("th", { scope: "row" }, data.number),
      ...this.cells.map((cell) => cell.el),
      h("td", {}, remove),
    );
  }

  update(data: RowData): void {
    for (const cell of this.cells) cell.update(data);
  }

  focus(): void {
    this.cells[0]?.focus();
  }
}

class Cell {
  readonly el: HTMLTableCellElement;
  private readonly field: HTMLInputElement | HTMLSelectElement;
  private readonly message: HTMLElement;
  private value = "";
  /** What was typed and could not be read; the ledger keeps `value` until it is put right. */
  private refused = "";

  constructor(
    private readonly column: Column,
    private data: RowData,
    private readonly edits: Edits,
  ) {
    const id = uid();
    this.message = h("p", { class: "zj-cell-problem", id, hidden: true });
    this.field = fieldOf(column);
    this.field.setAttribute("aria-label", `第 ${data.number} 行 ${column.label}`);
    this.field.setAttribute("aria-describedby", id);
    this.field.addEventListener("change", () => void this.commit());
    this.field.addEventListener("keydown", (event) => {
      this.key(event as KeyboardEvent);
    });
    const number = column.dtype === "int" || column.dtype === "decimal";
    this.el = h("td", { class: number ? "is-number" : null }, this.field, this.message);
    this.update(data);
  }

  update(data: RowData): void {
    this.data = data;
    const value = data.cells[this.column.id] ?? "";
    if (value !== this.value) this.refused = "";
    this.value = value;
    if (this.refused) return;
    // What is being typed stays; the rest follows the ledger.
    if (document.activeElement !== this.field || this.field instanceof HTMLSelectElement) {
      put(this.field, value);
    }
    this.tell(data.problems[this.column.id]);
  }

  focus(): void {
    this.field.focus();
  }

  private async commit(): Promise<void> {
    const raw = this.field.value;
    if (raw === this.value && !this.refused) return;
    const problem = await this.edits.edit(this.data.number, this.column.id, raw);
    if (problem) {
      this.refused = raw;
      this.tell([problem, "error"]);
      return;
    }
    this.refused = "";
    put(this.field, this.data.cells[this.column.id] ?? "");
    this.tell(this.data.problems[this.column.id]);
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      this.refused = "";
      put(this.field, this.value);
      this.tell(this.data.problems[this.column.id]);
    } else if (event.key === "Enter" || (!event.altKey && this.isArrow(event))) {
      const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
      const next = neighbour(this.el, up);
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  private isArrow(event: KeyboardEvent): boolean {
    return this.field instanceof HTMLInputElement && /^Arrow(Up|Down)$/.test(event.key);
  }

  private tell([text, severity]: Problem = ["", "warning"]): void {
    const kept = this.refused && this.value !== "" ? `表里仍是“${this.value}”。` : "";
    this.message.textContent = text && text + kept;
    this.message.hidden = text === "";
    this.field.setAttribute("aria-invalid", String(text !== "" && severity === "error"));
    this.el.classList.toggle("is-look", text !== "" && severity === "warning");
    this.field.title = this.field instanceof HTMLInputElement ? this.field.value : "";
  }
}

// The field of the same column in the row above or below.
function neighbour(cell: HTMLTableCellElement, up: boolean): HTMLElement | null {
  const row = cell.parentElement;
  const other = up ? row?.previousElementSibling : row?.nextElementSibling;
  return other?.children[cell.cellIndex]?.querySelector<HTMLElement>("input, select") ?? null;
}

function fieldOf(column: Column): HTMLInputElement | HTMLSelectElement {
  if (column.dtype === "bool" || (column.dtype === "enum" && !column.open)) {
    const choices = column.dtype === "bool" ? ["是", "否"] : column.choices;
    return h("select", {}, ...["", ...choices].map((choice) => h("option", { value: choice }, choice)));
  }
  const list = uid();
  const number = column.dtype === "int" || column.dtype === "decimal";
  const field = h("input", {
    type: "text",
    autocomplete: "off",
    placeholder: column.hint || null,
    inputmode: number ? "decimal" : null,
    list: column.choices.length > 0 ? list : null,
  });
  if (column.choices.length > 0) {
    const holder = h("datalist", { id: list });
    fill(holder, ...column.choices.map((choice) => h("option", { value: choice })));
    field.addEventListener("focus", () => {
      field.after(holder);
    }, { once: true });
  }
  return field;
}

function put(field: HTMLInputElement | HTMLSelectElement, value: string): void {
  if (field instanceof HTMLSelectElement && ![...field.options].some((o) => o.value === value)) {
    field.append(h("option", { value }, value));
  }
  field.value = value;
}
