// The list under a cell that takes one of several words: typing narrows it, by Chinese or initials.

import { fill, h, uid } from "../dom";
import type { Choices } from "./choices";
import { matching } from "./pinyin";
import { beside } from "./popup";

const SEEN = 8; // words, as high as the list may be

export class Picker {
  readonly el = h("div", { class: "zj-cell-pick", hidden: true });
  private readonly list = h("ul", { id: uid(), role: "listbox", "aria-label": "可选的内容" });
  private readonly more = h("p", { class: "zj-hint", hidden: true });
  private words: string[] = [];
  private current = -1;

  constructor(
    private readonly field: HTMLElement,
    private readonly picked: (word: string) => void,
  ) {
    this.el.append(this.list, this.more);
    this.el.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target instanceof Element ? event.target.closest("li") : null;
      const word = option && this.words[[...this.list.children].indexOf(option)];
      if (word !== undefined && word !== null) this.picked(word);
    });
  }

  get open(): boolean {
    return !this.el.hidden;
  }

  /** The word that Enter would take, if any. */
  get choice(): string | undefined {
    return this.open ? this.words[this.current] : undefined;
  }

  /** Show the words that match what was typed; `all` when nothing was typed yet. */
  show({ words, rest, suiting }: Choices, typed: string, all: boolean, anywhere: boolean): void {
    const listed = all || !typed.trim();
    this.words = listed ? [...words] : matching([...words, ...rest], typed);
    // Where any value may be written, what was typed stands unless a word is chosen.
    const taken = !anywhere && typed !== "" && isSure(this.words, typed);
    this.current = all ? this.words.indexOf(typed) : taken ? 0 : -1;
    fill(
      this.list,
      ...this.words.map((word, index) => h("li", { role: "option", id: `${this.list.id}-${index}` }, word)),
    );
    const narrowed = listed && rest.length > 0;
    const further = this.words.length > SEEN ? "，往下还有" : "";
    this.more.textContent = `${narrowed ? `${suiting}的` : ""}共 ${this.words.length} 个${further}；打字可查找${narrowed ? "全部" : ""}`;
    this.more.hidden = !further && !narrowed;
    this.el.hidden = this.words.length === 0;
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-expanded", "true");
    this.field.setAttribute("aria-haspopup", "listbox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.mark();
  }

  step(by: number): void {
    const count = this.words.length;
    this.current = this.current < 0 ? (by > 0 ? 0 : count - 1) : (this.current + by + count) % count;
    this.mark();
  }

  hide(): void {
    this.el.hidden = true;
    for (const name of ["role", "aria-expanded", "aria-haspopup", "aria-autocomplete", "aria-controls", "aria-activedescendant"]) {
      this.field.removeAttribute(name);
    }
  }

  place(box: DOMRect, room: DOMRect): void {
    beside(this.el, box, room);
    this.el.style.minWidth = `${box.width}px`;
  }

  private mark(): void {
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.current));
    });
    const option = this.list.children[this.current];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }
}

// Whether the first of the words is what was meant. By 收入 it is none of the several that have it in
// them; initials stand for the first, as with an input method.
function isSure(words: readonly string[], typed: string): boolean {
  const begun = words.filter((word) => word.startsWith(typed));
  const [first] = words;
  return words.length === 1 || first === typed || /^[a-z]+$/i.test(typed) || (begun.length === 1 && begun[0] === first);
}
