// Choosing a chart or table by a few typed characters, with the keyboard or the mouse.

import { button, fill, h, uid } from "./dom";
import { initialsAt } from "./grid/pinyin";

export interface Choice {
  label: string;
  /** Whether it is of what is being written; such come first. */
  own?: boolean;
  /** What the row offers: buttons with their words and what they do. */
  actions: { label: string; run: () => void }[];
}

const STEPS: Record<string, readonly [down: number, across: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
const BAR = 64; // px of the top bar, which lies over the page
const HEIGHT = 440; // px of the whole panel, AROUND of them beside the list
const AROUND = 120;
const LEAST = 96;
const MOST = 60; // rows drawn at once; a few typed characters leave fewer

export class Picker {
  readonly el: HTMLElement;
  readonly opener: HTMLButtonElement;
  private readonly search: HTMLInputElement;
  private readonly list = h("ul", { class: "zj-picks" });
  private readonly count = h("p", { class: "zj-hint", role: "status" });
  private readonly panel: HTMLElement;
  private choices: Choice[] = [];
  private loaded: Promise<void> = Promise.resolve();

  constructor(
    label: string,
    private readonly load: () => Promise<Choice[]>,
    private readonly empty: string,
    private readonly does = "放入正文",
  ) {
    const id = uid();
    this.opener = button(label, () => {
      this.toggle();
    });
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.setAttribute("aria-controls", id);
    this.search = h("input", {
      type: "search",
      class: "zj-input",
      "aria-label": `${label}：查找`,
      placeholder: "输入名称查找",
      on: {
        input: () => {
          this.narrow();
        },
      },
    });
    this.panel = h(
      "div",
      { class: "zj-panel", id, hidden: true, role: "group", "aria-label": label },
      this.search,
      this.count,
      this.list,
    );
    this.el = h("div", { class: "zj-picker" }, this.opener, this.panel);
    this.el.addEventListener("keydown", (event) => {
      this.key(event);
    });
    this.el.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.el.contains(relatedTarget)) this.close();
    });
  }

  close(): void {
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  private toggle(): void {
    if (!this.panel.hidden) {
      this.close();
      return;
    }
    this.panel.hidden = false;
    this.fit();
    this.opener.setAttribute("aria-expanded", "true");
    this.search.value = "";
    this.search.focus();
    this.count.textContent = "正在列出……";
    this.loaded = this.load().then(
      (choices) => {
        this.choices = choices;
        this.narrow();
      },
      () => {
        this.close(); // why is said above the view
      },
    );
  }

  private narrow(): void {
    const wanted = this.search.value.trim().toLowerCase().split(/\s+/);
    const found = this.choices.filter((choice) => wanted.every((part) => this.fits(choice, part)));
    this.count.textContent =
      this.choices.length === 0
        ? this.empty
        : found.length === 0
          ? "没有这样的。请少写几个字再找。"
          : found.length > MOST
            ? `共 ${found.length} 个${first(found)}，先列出 ${MOST} 个，再输几个字可以缩小范围。`
            : `共 ${found.length} 个${first(found)}，按 ↓ 选，按回车${this.does}`;
    fill(this.list, ...found.slice(0, MOST).map((choice) => this.row(choice)));
  }

  // By its words, or the initials of their pinyin (wwje for 慰问金额).
  private fits({ label }: Choice, part: string): boolean {
    return label.toLowerCase().includes(part) || initialsAt(label, part) >= 0;
  }

  // Where there is more room: below the button or above it.
  private fit(): void {
    const { top, bottom } = this.opener.getBoundingClientRect();
    const below = window.innerHeight - bottom;
    const above = top - BAR;
    const up = below < HEIGHT && above > below;
    this.panel.classList.toggle("is-above", up);
    const room = Math.min(HEIGHT, up ? above : below) - AROUND;
    this.list.style.maxHeight = `${Math.max(room, LEAST)}px`;
  }

  private row({ label, actions }: Choice): HTMLElement {
    const buttons = actions.map(({ label: words, run }) =>
      button(words, () => {
        this.close();
        run();
      }),
    );
    return h("li", { class: "zj-pick" }, h("span", { class: "zj-pick-label" }, label), ...buttons);
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.panel.hidden) {
      event.stopPropagation();
      this.close();
      this.opener.focus();
    } else if (event.key in STEPS && this.walk(event.key)) {
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === this.search) {
      event.preventDefault();
      void this.loaded.then(() => {
        this.enter();
      });
    }
  }

  // Up and down go from row to row, sideways within one; the search field is above the first.
  private walk(key: string): boolean {
    const rows = [...this.list.children].map((row) => [...row.querySelectorAll("button")]);
    const at = rows.findIndex((row) => row.some((one) => one === document.activeElement));
    const column = rows[at]?.findIndex((one) => one === document.activeElement) ?? 0;
    const [down, across] = STEPS[key] ?? [0, 0];
    if (across !== 0 && at < 0) return false; // the caret of the search field
    if (at + down < 0) this.search.focus();
    else rows[at + down]?.[column + across]?.focus();
    return true;
  }

  // Nothing is put into a text unseen: what is not the only one is first gone to.
  private enter(): void {
    const [first, ...more] = this.list.children;
    const go = first?.querySelector("button");
    if (more.length > 0) go?.focus();
    else go?.click();
  }
}

function first(found: Choice[]): string {
  const own = found.filter((choice) => choice.own).length;
  return own > 0 && own < found.length ? `，本节的 ${own} 个在前` : "";
}
