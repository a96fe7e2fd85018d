// The buttons above the grid, the search, and one line that says what happened.

import { button, h } from "../dom";

export interface Deeds {
  undo: () => void;
  redo: () => void;
  insert: () => void;
  duplicate: () => void;
  remove: () => void;
  menu: () => void;
  columns: () => void;
  search: (text: string) => void;
  /** To the next cell to mend. */
  next: () => void;
  back: () => void;
}

export interface BarState {
  canUndo: boolean;
  canRedo: boolean;
  /** Rows of the ledger that are selected. */
  selected: number;
  /** Rows on the screen and in the ledger. */
  found: number;
  total: number;
  /** Rows with a cell that cannot be used as it is. */
  unsettled: number;
  filtered: boolean;
  allColumns: boolean;
  hasMore: boolean;
  /** Rows are only read. */
  locked: boolean;
}

export class Bar {
  readonly search = h("input", { type: "search", class: "zj-search", placeholder: "在表里查找", "aria-label": "在表里查找" });
  private readonly counted = h("span", { class: "zj-counted" });
  private readonly said = h("span", { class: "zj-said", role: "status" });
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly insert: HTMLButtonElement;
  private readonly copy: HTMLButtonElement;
  private readonly remove: HTMLButtonElement;
  private readonly more: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  readonly el: HTMLElement;

  constructor(deeds: Deeds) {
    const quiet = (label: string, title: string, click: () => void): HTMLButtonElement =>
      button(label, click, { kind: "quiet", title });
    this.undo = quiet("撤销", "Ctrl+Z", deeds.undo);
    this.redo = quiet("重做", "Ctrl+Y", deeds.redo);
    this.insert = quiet("插入行", "Ctrl+Shift+=", deeds.insert);
    this.copy = quiet("复制行", "把选中的行再来一份", deeds.duplicate);
    this.remove = quiet("删除行", "Ctrl+-", deeds.remove);
    this.more = quiet("显示全部列", "", deeds.columns);
    this.next = button("", deeds.next, { kind: "quiet", title: "到下一处要改的格子" });
    this.next.classList.add("zj-next-unsettled");
    this.search.addEventListener("input", () => {
      deeds.search(this.search.value);
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape" && this.search.value) {
        this.search.value = "";
        deeds.search("");
      } else if (event.key === "Enter" || event.key === "Escape" || event.key === "ArrowDown") {
        event.preventDefault();
        deeds.back();
      }
    });
    this.el = h(
      "div",
      { class: "zj-bar-of-grid" },
      this.undo,
      this.redo,
      this.insert,
      this.copy,
      this.remove,
      quiet("排序和筛选", "Ctrl+Shift+L", deeds.menu),
      this.more,
      this.search,
      h("p", { class: "zj-grid-line" }, this.said, this.next, this.counted),
    );
  }

  say(text: string): void {
    this.said.textContent = text;
  }

  /** This is over; what was said since stays. */
  unsay(text: string): void {
    if (this.said.textContent === text) this.said.textContent = "";
  }

  /** Say this too, after what is said already. */
  add(text: string): void {
    this.said.textContent += text;
  }

  paint(state: BarState): void {
    for (const one of [this.undo, this.redo, this.insert, this.copy, this.remove]) one.hidden = state.locked;
    this.undo.disabled = !state.canUndo;
    this.redo.disabled = !state.canRedo;
    this.copy.disabled = this.remove.disabled = state.selected === 0;
    const more = state.allColumns ? "只看常用列" : "显示全部列";
    if (this.more.textContent !== more) this.more.textContent = more;
    this.more.hidden = !state.hasMore;
    this.next.hidden = state.locked || state.unsettled === 0;
    const next = `有 ${state.unsettled} 行要改，去改`;
    if (this.next.textContent !== next) this.next.textContent = next;
    const chosen = state.selected > 1 ? `选中 ${state.selected} 行，` : "";
    const found = state.filtered ? `查到 ${state.found} 行，` : "";
    const line = `${chosen}${found}共 ${state.total} 行`;
    if (this.counted.textContent !== line) this.counted.textContent = line;
  }
}
