// A date chosen instead of typed: a month, then its day, or only the month, a quarter, the year.
// What is chosen is a text like a typed one, and is read by the same rules.

import { button, fill, h } from "../dom";
import { daysOf, grid, moved, QUARTERS, type Choice, type Page } from "./dates";
import { beside } from "./popup";

interface Watcher {
  picked: (text: string) => void;
  /** The calendar has been left without a choice; `back` when the keyboard should be in the cell. */
  closed: (back: boolean) => void;
  asked: () => void;
}

export class Calendar {
  readonly el = h("div", { class: "zj-calendar", role: "dialog", "aria-label": "选日期", hidden: true });
  /** Stands in the active cell of a date column. */
  readonly opener = h("button", {
    type: "button", class: "zj-date-open", tabindex: "-1", title: "选日期（Alt+↓）", "aria-label": "选日期", hidden: true,
  });
  private readonly outside = ({ target }: Event): void => {
    if (target instanceof Node && !this.el.contains(target) && target !== this.opener) this.leave(false);
  };
  private page: Page = { year: 0, month: null };
  private at = 0;

  constructor(private readonly watcher: Watcher) {
    this.opener.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
    });
    this.opener.addEventListener("click", () => {
      watcher.asked();
    });
    this.el.addEventListener("keydown", (event) => {
      event.stopPropagation();
      this.key(event);
    });
    this.el.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.el.contains(relatedTarget)) this.leave(false);
    });
  }

  get open(): boolean {
    return !this.el.hidden;
  }

  /** Begin at the date that the cell says, else in this year. */
  show(text: string, year: number): void {
    const [, y, q, m, d] = /^(\d{4})(?:年第(.)季度|[-年](\d{1,2})(?:[-月](\d{1,2}))?)?/.exec(text) ?? [];
    this.el.hidden = false;
    document.addEventListener("mousedown", this.outside, true);
    const at = q ? 12 + QUARTERS.indexOf(q) : d ? Number(d) - 1 : 0;
    this.turn({ year: Number(y ?? year), month: m ? Number(m) : null }, at);
  }

  hide(): void {
    this.el.hidden = true;
    document.removeEventListener("mousedown", this.outside, true);
  }

  place(box: DOMRect, room: DOMRect): void {
    beside(this.el, box, room);
  }

  private leave(back: boolean): void {
    if (!this.open) return;
    this.hide();
    this.watcher.closed(back);
  }

  private turn(page: Page, at: number): void {
    this.page = page;
    const { rows, title } = grid(page);
    const cells = rows.flat();
    this.at = Math.max(0, Math.min(at, cells.filter(Boolean).length - 1));
    let place = -1;
    const cell = (choice: Choice | null): HTMLElement => {
      if (!choice) return h("td", {});
      place += 1;
      const mine = place;
      const pick = h("button", { type: "button", tabindex: mine === this.at ? "0" : "-1", "aria-label": choice.name, on: {
        click: () => {
          this.choose(choice);
        },
      } }, choice.text);
      return h("td", {}, pick);
    };
    const week = page.month === null ? [] : ["一", "二", "三", "四", "五", "六", "日"];
    const unit = page.month === null ? "年" : "月";
    fill(
      this.el,
      h("div", { class: "zj-calendar-head" },
        this.step(`上一${unit}`, "‹", -1),
        h("strong", {}, title),
        this.step(`下一${unit}`, "›", 1)),
      h("table", { role: "grid", "aria-label": title },
        week.length > 0 && h("thead", {}, h("tr", {}, ...week.map((day) => h("th", { scope: "col", abbr: `星期${day}` }, day)))),
        h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map(cell))))),
      h("div", { class: "zj-menu-row" }, ...this.others()),
    );
    this.focus();
  }

  private others(): HTMLElement[] {
    const { year, month } = this.page;
    const whole = (label: string, text: string): HTMLElement =>
      button(label, () => {
        this.take(text);
      }, { kind: "quiet" });
    if (month === null) return [whole("全年", `${year}年`)];
    const back = button("选月份", () => {
      this.turn({ year, month: null }, month - 1);
    }, { kind: "quiet" });
    return [whole(`只到${month}月`, `${year}年${month}月`), back];
  }

  private step(name: string, text: string, by: -1 | 1): HTMLElement {
    return h("button", { type: "button", class: "zj-calendar-step", "aria-label": name, on: {
      click: () => {
        this.turn(moved(this.page, by), this.at);
      },
    } }, text);
  }

  private choose(choice: Choice): void {
    if (choice.month === undefined) this.take(choice.value);
    else this.turn({ year: this.page.year, month: choice.month }, 0);
  }

  private take(text: string): void {
    this.hide();
    this.watcher.picked(text);
  }

  private focus(): void {
    this.el.querySelector<HTMLElement>("td button[tabindex='0']")?.focus();
  }

  private key(event: KeyboardEvent): void {
    const { key } = event;
    const inside = event.target instanceof Element && event.target.closest("td") !== null;
    if (key === "Escape") this.leave(true);
    else if (key === "PageUp" || key === "PageDown") this.turn(moved(this.page, key === "PageUp" ? -1 : 1), this.at);
    else if (inside && key in STEPS) this.walk(key);
    else return;
    event.preventDefault();
  }

  // Beyond the last day is the first of the next month.
  private walk(key: string): void {
    const { page } = this;
    const across = page.month === null ? 4 : 7;
    const last = (page.month === null ? 16 : daysOf(page.year, page.month)) - 1;
    const next = this.at + (STEPS[key] ?? 0) * (key === "ArrowUp" || key === "ArrowDown" ? across : 1);
    if (key === "Home") this.turn(page, 0);
    else if (key === "End") this.turn(page, last);
    else if (next >= 0 && next <= last) this.turn(page, next);
    else if (page.month !== null) {
      const other = moved(page, next < 0 ? -1 : 1);
      this.turn(other, next < 0 ? next + daysOf(other.year, other.month ?? 1) : next - last - 1);
    }
  }
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: 0, End: 0 };
