// Sorting and filtering by one column, as under the arrow of a column in Excel.

import { button, fill, h } from "../dom";
import { matching } from "./pinyin";
import type { Sorting } from "./view";

const MANY = 300; // more different texts than anyone reads; the search narrows them

export interface MenuState {
  column: number;
  label: string;
  texts: readonly string[];
  /** The texts that are let through; null while all are. */
  allowed: ReadonlySet<string> | null;
}

interface Watcher {
  sort: (sorting: Sorting | null) => void;
  filter: (column: number, allowed: ReadonlySet<string> | null) => void;
  closed: () => void;
}

export class Menu {
  readonly el = h("div", { class: "zj-menu", role: "dialog", hidden: true });
  private readonly outside = (event: MouseEvent): void => {
    if (!this.el.contains(event.target as Node)) this.close(false);
  };

  constructor(private readonly watcher: Watcher) {
    this.el.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape" && !event.isComposing) this.close();
    });
  }

  get open(): boolean {
    return !this.el.hidden;
  }

  show({ column, label, texts, allowed }: MenuState, box: DOMRect, room: DOMRect): void {
    const chosen = new Set(allowed ?? texts);
    const list = h("div", { class: "zj-menu-list", role: "group", "aria-label": "显示哪些内容" });
    const search = h("input", { type: "search", placeholder: "查找，可用拼音首字母", "aria-label": "查找内容" });
    const apply = (): void => {
      this.watcher.filter(column, texts.every((text) => chosen.has(text)) ? null : new Set(chosen));
    };
    const found = (): string[] => matching(texts, search.value).slice(0, MANY);
    const draw = (): void => {
      fill(list, ...found().map((text) => option(text, chosen, apply)));
    };
    const choose = (all: boolean) => () => {
      for (const text of found()) {
        if (all) chosen.add(text);
        else chosen.delete(text);
      }
      draw();
      apply();
    };
    search.addEventListener("input", draw);
    const order = (text: string, sorting: Sorting | null): HTMLElement =>
      button(text, () => {
        this.watcher.sort(sorting);
        this.close();
      }, { kind: "quiet" });
    draw();
    this.el.setAttribute("aria-label", `${label}：排序和筛选`);
    fill(
      this.el,
      h(
        "div",
        { class: "zj-menu-row" },
        order("升序", { column, descending: false }),
        order("降序", { column, descending: true }),
        order("原来的顺序", null),
      ),
      search,
      h(
        "div",
        { class: "zj-menu-row" },
        button("全选", choose(true), { kind: "quiet" }),
        button("全不选", choose(false), { kind: "quiet" }),
        button("完成", () => {
          this.close();
        }, { kind: "quiet" }),
      ),
      list,
    );
    this.el.hidden = false;
    this.el.style.left = `${Math.max(0, Math.min(box.left, room.width - this.el.offsetWidth))}px`;
    this.el.style.top = `${box.bottom}px`;
    search.focus();
    document.addEventListener("mousedown", this.outside, true);
  }

  close(back = true): void {
    document.removeEventListener("mousedown", this.outside, true);
    if (!this.open) return;
    this.el.hidden = true;
    if (back) this.watcher.closed();
  }
}

function option(text: string, chosen: Set<string>, apply: () => void): HTMLElement {
  const box = h("input", { type: "checkbox" });
  box.checked = chosen.has(text);
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(text);
    else chosen.delete(text);
    apply();
  });
  return h("label", {}, box, text || "（空）");
}
