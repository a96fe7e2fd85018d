// The rows on the screen. Tabulator keeps some fifty of them in the document, whatever the
// ledger's length, and sizes and freezes columns; what a cell says and how it looks is painted
// here, straight from the sheet, so that a key costs one pass over what is visible.

import { FrozenColumnsModule, ResizeColumnsModule, Tabulator } from "tabulator-tables";
import { fill, h, uid } from "../dom";
import { Anchor } from "./anchor";
import { blockOf, holds, type Selection, type Spot } from "./selection";
import { shown, type Row, type Sheet } from "./sheet";
import type { Arrangement } from "./view";
import { unitOf, type Column } from "./wire";

Tabulator.registerModule([FrozenColumnsModule, ResizeColumnsModule]);

const ROW_HEIGHT = 36;
const NUMBER = 56; // px, for the rows' numbers
const ARROWS = { none: "", ascending: "↑", descending: "↓" };
const BUFFER = 200; // px of rows kept ready above and below

export interface Scene {
  /** The rows shown, in their order, and the columns shown, as places in the sheet's columns. */
  view: readonly Row[];
  columns: readonly number[];
  selection: Selection;
  arrangement: Arrangement;
  marked: ReadonlySet<Row>;
}

export interface Watcher {
  /** It has scrolled, or its cells stand elsewhere. */
  moved: () => void;
  /** The officer has drawn the column at this place to another width. */
  drawn: (place: number, width: number) => void;
  /** There is more room, or less. */
  sized: () => void;
}

export class Surface {
  readonly el = h("div", { class: "zj-sheet" });
  private readonly table: Tabulator;
  private readonly rowOf = new WeakMap<Element, Row>();
  private readonly painted = new WeakMap<Element, string>();
  private readonly prefix = uid();
  private places = new Map<Row, number>();
  private readonly sized: ResizeObserver;
  private readonly anchor: Anchor;
  private away = true; // on a step that is not shown, or not drawn anew since
  private readonly built: Promise<void>;

  constructor(
    private readonly sheet: Sheet,
    private readonly scene: Scene,
    label: string,
    private readonly watcher: Watcher,
  ) {
    this.table = new Tabulator(this.el, {
      index: "key",
      data: [],
      columns: [],
      maxHeight: "var(--zj-sheet-height, 62vh)",
      rowHeight: ROW_HEIGHT,
      renderVerticalBuffer: BUFFER,
      layout: "fitData",
      // Tabulator's own notices would be English.
      dataLoader: false,
      debugInvalidOptions: false,
      rowFormatter: (row) => {
        const mine = row.getData() as { row: Row };
        this.rowOf.set(row.getElement(), mine.row);
        this.paintRow(row.getElement(), mine.row);
      },
    });
    this.el.setAttribute("aria-label", label);
    this.el.setAttribute("aria-multiselectable", "true");
    this.built = new Promise((resolve) => {
      this.table.on("tableBuilt", resolve);
    });
    this.anchor = new Anchor(this);
    const painted = () => {
      this.paint();
      this.watcher.moved();
    };
    const scrolled = () => {
      painted();
      if (!this.away) this.anchor.drop();
    };
    this.sized = new ResizeObserver(() => {
      this.away = this.holder.clientHeight === 0;
      if (this.away) return;
      this.el.style.setProperty("--zj-sheet-width", `${this.holder.clientWidth}px`);
      this.table.redraw();
      this.anchor.hold();
      this.watcher.sized();
    });
    void this.built.then(() => {
      this.holder.removeAttribute("tabindex"); // the field inside takes the focus
      this.sized.observe(this.holder);
      this.holder.addEventListener("scroll", () => requestAnimationFrame(scrolled), { passive: true });
    });
    this.table.on("columnResized", (column) => {
      this.watcher.drawn(this.table.getColumns().indexOf(column) - 1, column.getWidth());
      painted();
    });
    this.table.on("renderComplete", painted);
  }

  /** The part that scrolls. */
  get holder(): HTMLElement {
    return this.el.querySelector<HTMLElement>(".tabulator-tableholder") ?? this.el;
  }

  /** How many rows are seen at once, less the one that stays when a page is turned. */
  get page(): number {
    return Math.max(1, Math.floor(this.holder.clientHeight / ROW_HEIGHT) - 1);
  }

  /** What is seen of the columns at once, in px, less the rows' numbers. */
  get room(): number {
    return this.holder.clientWidth - NUMBER;
  }

  /** Show these columns. */
  async setColumns(widthsIn: (room: number) => readonly number[]): Promise<void> {
    await this.built;
    const { columns } = this.sheet;
    const widths = widthsIn(this.room);
    this.table.setColumns([
      { title: "序号", frozen: true, width: NUMBER, resizable: false, headerSort: false, cssClass: "zj-number" },
      ...this.scene.columns.map((index, place) => ({
        title: columns[index]?.label ?? "",
        width: widths[place] ?? 0,
        minWidth: 48,
        headerSort: false,
        resizable: "header" as const, // handles in rows would stand between the cells
        cssClass: isNumber(columns[index]) ? "is-number" : "",
      })),
    ]);
    this.paintHeads();
  }

  /** Give the columns these widths. False when they have them. */
  resize(widths: readonly number[]): boolean {
    const others = this.table.getColumns().slice(1).flatMap((column, place) => {
      const width = widths[place];
      return width === undefined || width === column.getWidth() ? [] : [{ column, width }];
    });
    for (const { column, width } of others) column.setWidth(width);
    if (others.length > 0) this.anchor.hold();
    return others.length > 0;
  }

  /** Show the rows of the view; call after any change of which rows there are, or of columns. */
  async setRows({ columns = false } = {}): Promise<void> {
    await this.built;
    this.places = new Map(this.scene.view.map((row, place) => [row, place]));
    await this.table.replaceData(this.scene.view.map((row) => ({ key: row.key, row })));
    // Tabulator begins at the top. Where rows are sorted, others are seen in the same place.
    this.anchor.hold({ follow: columns });
    this.anchor.drop();
    this.paint();
  }

  /** Bring everything on the screen up to date. */
  paint(): void {
    this.el.setAttribute("aria-rowcount", String(this.scene.view.length + 1));
    this.el.setAttribute("aria-colcount", String(this.scene.columns.length + 1));
    for (const [element, row] of this.drawn()) this.paintRow(element, row);
  }

  paintHeads(): void {
    const { sorting, filters } = this.scene.arrangement;
    const heads = [...this.el.querySelectorAll<HTMLElement>(".tabulator-header .tabulator-col")];
    heads.forEach((head, place) => {
      head.setAttribute("aria-colindex", String(place + 1));
      const index = this.scene.columns[place - 1];
      const column = index === undefined ? undefined : this.sheet.columns[index];
      const title = head.querySelector<HTMLElement>(".tabulator-col-title");
      if (!column || index === undefined || !title) return;
      const sorted = sorting?.column === index ? (sorting.descending ? "descending" : "ascending") : "none";
      head.setAttribute("aria-sort", sorted);
      head.dataset.column = String(place - 1);
      head.classList.toggle("is-filtered", filters.has(index));
      fill(
        title,
        h("span", { class: "zj-head" }, column.label),
        h("span", { class: "zj-unit" }, unitOf(column)),
        column.required && h("span", { class: "zj-required", title: "必填" }, "*"),
        h("span", { class: "zj-menu-mark", "aria-hidden": "true", title: "筛选和排序" }, ARROWS[sorted]),
      );
    });
  }

  /** Where a cell is in what scrolls; null when it is not in the document. */
  box(spot: Spot): DOMRect | null {
    const cell = this.cell(spot);
    const row = cell?.parentElement;
    if (!cell || !row) return null;
    return new DOMRect(cell.offsetLeft + row.offsetLeft, row.offsetTop, cell.offsetWidth, cell.offsetHeight);
  }

  /** Put this among the rows, where it scrolls with them. */
  async lay(element: HTMLElement): Promise<void> {
    await this.built;
    this.holder.append(element);
  }

  /** The spot of the cell an event happened in; column -1 is the row's number. */
  spotOf(target: EventTarget | null): Spot | null {
    const cell = target instanceof Element ? target.closest(".tabulator-cell") : null;
    const element = cell?.parentElement;
    const row = element ? this.rowOf.get(element) : undefined;
    const place = row ? this.places.get(row) : undefined;
    if (!cell || !element || place === undefined) return null;
    return { row: place, column: [...element.children].indexOf(cell) - 1 };
  }

  rowAt(target: Element): Row | undefined {
    const element = target.closest(".tabulator-row");
    return element ? this.rowOf.get(element) : undefined;
  }

  /** Scroll as little as it takes to see the cell; also the page, to see its whole row. */
  async reveal(spot: Spot, page: boolean): Promise<void> {
    if (!this.cell(spot)) {
      const row = this.scene.view[spot.row];
      if (!row) return;
      await this.table.scrollToRow(row.key, "center", true).catch(() => undefined);
      this.paint();
    }
    const [cell, element] = [this.cell(spot), this.rowElement(spot.row)];
    if (!cell || !element) return;
    const { holder } = this;
    const [inner, outer] = [cell.getBoundingClientRect(), holder.getBoundingClientRect()];
    const bottom = outer.top + holder.clientHeight;
    const height = Math.min(element.offsetHeight, holder.clientHeight);
    if (inner.top < outer.top) holder.scrollTop -= outer.top - inner.top;
    else if (inner.top + height > bottom) holder.scrollTop += inner.top + height - bottom;
    const left = outer.left + (element.firstElementChild as HTMLElement).offsetWidth;
    const right = outer.left + holder.clientWidth;
    if (inner.left < left) holder.scrollLeft -= left - inner.left;
    else if (inner.right > right) holder.scrollLeft += Math.min(inner.right - right, inner.left - left);
    this.anchor.drop();
    if (page) element.scrollIntoView({ block: "nearest" });
  }

  /** The rows in the document, from above. */
  drawn(): [HTMLElement, Row][] {
    return [...this.holder.querySelectorAll<HTMLElement>(".tabulator-row")].flatMap((element) => {
      const row = this.rowOf.get(element);
      return row ? [[element, row]] : [];
    });
  }

  placeOf(row: Row): number | undefined {
    return this.places.get(row);
  }

  /** Scroll to the row at this place, or the last one, by the reckoning of Tabulator. */
  bring(place: number): HTMLElement | null {
    const { view } = this.scene;
    const now = Math.min(place, view.length - 1);
    const row = view[now];
    if (!row) return null;
    void this.table.scrollToRow(row.key, "top", true).catch(() => undefined);
    this.paint();
    return this.rowElement(now);
  }

  cellId({ row, column }: Spot): string {
    return `${this.prefix}-${this.scene.view[row]?.key ?? 0}-${column}`;
  }

  noteId(row: Row, column: number): string {
    return `${this.prefix}-note-${row.key}-${column}`;
  }

  /** Widths of the columns shown, the numbers' first. */
  widths(): number[] {
    return this.table.getColumns().map((column) => column.getElement().offsetWidth);
  }

  destroy(): void {
    this.sized.disconnect();
    this.table.destroy();
  }

  private rowElement(place: number): HTMLElement | null {
    const row = this.scene.view[place];
    return this.drawn().find(([, one]) => one === row)?.[0] ?? null;
  }

  private cell({ row, column }: Spot): HTMLElement | null {
    return (this.rowElement(row)?.children[column + 1] as HTMLElement | undefined) ?? null;
  }

  private paintRow(element: HTMLElement, row: Row): void {
    const place = this.places.get(row) ?? 0;
    const { columns, selection } = this.scene;
    const block = blockOf(selection);
    element.setAttribute("aria-rowindex", String(place + 2));
    columns.forEach((index, column) => {
      const cell = element.children[column + 1];
      if (!(cell instanceof HTMLElement)) return;
      const text = shown(row, index);
      const tone = toneOf(row, index);
      const selected = holds(block, place, column);
      const active = selection.active.row === place && selection.active.column === column;
      const why = row.refused[index]?.message ?? row.problems[index]?.[0] ?? "";
      const state = [text, tone, why, selected, active].join("\u0001");
      if (this.painted.get(cell) === state) return;
      this.painted.set(cell, state);
      cell.textContent = text;
      cell.title = [text, why].filter(Boolean).join("\n");
      cell.id = this.cellId({ row: place, column });
      cell.setAttribute("aria-colindex", String(column + 2));
      cell.setAttribute("aria-selected", String(selected));
      cell.setAttribute("aria-invalid", String(tone === "error"));
      if (tone) cell.setAttribute("aria-describedby", this.noteId(row, index));
      else cell.removeAttribute("aria-describedby");
      cell.classList.toggle("is-selected", selected);
      cell.classList.toggle("is-active", active);
      cell.classList.toggle("is-error", tone === "error");
      cell.classList.toggle("is-look", tone === "warning");
    });
    const head = element.children[0];
    if (head instanceof HTMLElement) {
      this.paintHead(head, row);
      head.classList.toggle("is-selected", place >= block.top && place <= block.bottom);
    }
    element.classList.toggle("is-marked", this.scene.marked.has(row));
    this.paintNotes(element, row);
  }

  private paintHead(head: HTMLElement, row: Row): void {
    const number = String(this.sheet.number(row) || "＋"); // the row yet to be
    const name = this.scene.marked.has(row) ? `${number}，标出的行` : number;
    if (this.painted.get(head) === name) return;
    this.painted.set(head, name);
    head.textContent = number;
    head.setAttribute("role", "rowheader");
    head.setAttribute("aria-colindex", "1");
    head.setAttribute("aria-label", name);
  }

  // What is wrong in a row, with the cure, on a line of its own under the cells. An empty cell shows
  // by itself that it is: its line is only for screen readers, so that filling it moves no row.
  private paintNotes(element: HTMLElement, row: Row): void {
    const notes = this.sheet.columns.flatMap((column, index) => {
      const refused = row.refused[index];
      const [text, severity] = refused ? [refused.message, "error"] : (row.problems[index] ?? ["", ""]);
      const empty = shown(row, index) === "";
      return text ? [{ index, severity, refused, empty, text: `${column.label}：${text}`, old: row.cells[index] ?? "" }] : [];
    });
    const state = JSON.stringify(notes);
    if ((this.painted.get(element) ?? "[]") === state) return;
    this.painted.set(element, state);
    element.querySelector(".zj-notes")?.remove();
    if (notes.length > 0) {
      element.append(
        h(
          "div",
          {
            class: "zj-notes",
            hidden: notes.every(({ empty }) => empty),
            role: "gridcell",
            "aria-colindex": 1,
            "aria-colspan": this.scene.columns.length + 1,
          },
          ...notes.map(({ index, severity, refused, empty, text, old }) =>
            h(
              "p",
              { class: `zj-note is-${severity === "error" ? "error" : "look"}`, hidden: empty },
              h("span", { id: this.noteId(row, index) }, text),
              refused && restore(index, old),
            ),
          ),
        ),
      );
    }
    if (element.isConnected) this.table.getRow(row.key).normalizeHeight();
  }
}

// The old value, one click (or Esc in the cell) away.
function restore(column: number, old: string): HTMLElement {
  const label = old ? `恢复原值 ${old}` : "清空这一格";
  const made = h("button", { type: "button", class: "zj-restore", tabindex: -1, title: "也可在这一格按 Esc" }, label);
  made.dataset.column = String(column);
  return made;
}

function toneOf(row: Row, column: number): "error" | "warning" | "" {
  const refused = row.refused[column];
  if (refused) return refused.message ? "error" : "";
  return row.problems[column]?.[1] ?? "";
}

export function isNumber(column: Column | undefined): boolean {
  return column?.dtype === "int" || column?.dtype === "decimal";
}
