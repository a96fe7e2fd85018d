// The list of drafts on the first page: found by any word of it, in the order one likes.

import { fill, h, uid } from "./dom";

/** How a summary is opened: its page, or in JupyterLab a notebook with a line of code in it. */
export interface Opened {
  link: string;
  notebook: string;
  code: string;
}

export interface Draft extends Opened {
  title: string;
  unit: string;
  year: string;
  genre: string;
  /** 今天 10:42; drafts come in this order, the last changed first. */
  changed: string;
  done: number;
  total: number;
}

const FEW = 6; // so many are seen at one glance
const PAGE = 50; // rows that are drawn before somebody asks for more

const ORDERS: Record<string, (one: Draft, other: Draft) => number> = {
  最近改过的在前: () => 0,
  按单位: (one, other) => one.unit.localeCompare(other.unit, "zh-CN"),
  按年度: (one, other) => other.year.localeCompare(one.year),
  没写完的在前: (one, other) => one.done / (one.total || 1) - other.done / (other.total || 1),
};

export class DraftList {
  readonly el = h("section", { class: "zj-drafts" });
  private readonly search = h("input", { id: uid(), class: "zj-input", type: "search", autocomplete: "off" });
  private readonly order = h("select", { id: uid(), class: "zj-input" },
    ...Object.keys(ORDERS).map((label) => h("option", {}, label)));
  private readonly tools = h("div", { class: "zj-find" },
    h("label", { for: this.search.id }, "查找"), this.search,
    h("label", { for: this.order.id }, "排列"), this.order);
  private readonly said = h("p", { class: "zj-hint", role: "status" });
  private readonly body = h("tbody");
  private readonly table = h("table", { class: "zj-table" },
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, "总结"),
      h("th", { scope: "col" }, "年度"),
      h("th", { scope: "col" }, "写好的章节"),
      h("th", { scope: "col", class: "is-number" }, "上次修改"))),
    this.body);
  private drafts: readonly Draft[] = [];

  constructor(private readonly opens: (opened: Opened) => HTMLAnchorElement) {
    this.el.append(h("h2", {}, "接着写"), this.tools, this.said, this.table);
    const paint = () => {
      this.paint();
    };
    this.search.addEventListener("input", paint);
    this.order.addEventListener("change", paint);
  }

  take(drafts: readonly Draft[]): void {
    this.drafts = drafts;
    this.el.hidden = drafts.length === 0;
    this.tools.hidden = drafts.length <= FEW;
    this.paint();
  }

  private paint(): void {
    const found = find(this.drafts, this.search.value).sort(ORDERS[this.order.value]);
    fill(this.body, ...found.slice(0, PAGE).map((draft) => row(draft, this.opens(draft))));
    this.table.hidden = found.length === 0;
    this.said.textContent = told(this.drafts.length, found.length);
    this.said.hidden = this.drafts.length <= FEW;
  }
}

/** The drafts in which every one of these words occurs. */
export function find(drafts: readonly Draft[], words: string): Draft[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return drafts.filter(({ title, unit, year, genre }) => {
    const text = `${title} ${unit} ${year} ${genre}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function told(all: number, found: number): string {
  if (found === 0) return "没有找到。换个词，或清空“查找”。";
  const shown = found > PAGE ? `先列出 ${PAGE} 份，查找可以缩小范围。` : "";
  return found === all ? `共 ${all} 份。${shown}` : `找到 ${found} 份，共 ${all} 份。${shown}`;
}

function row(draft: Draft, opens: HTMLAnchorElement): HTMLElement {
  const { done, total } = draft;
  opens.textContent = draft.title;
  return h("tr", {},
    h("td", {}, opens, h("span", { class: "zj-hint" }, draft.genre)),
    h("td", {}, draft.year),
    h("td", { class: "zj-done" },
      h("progress", { value: done, max: total || 1, "aria-hidden": "true" }),
      h("span", {}, done === total && total > 0 ? "都写好了" : `${done} / ${total}`)),
    h("td", { class: "is-number" }, draft.changed));
}
