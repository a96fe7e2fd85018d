// A button that opens a menu of things to do, by mouse or keyboard: arrows walk in it, Esc and Tab
// leave it, a press beside it closes it, and the keyboard is back on the button before anything is
// done.

import { button, fill, h, uid } from "./dom";

export interface Item {
  label: string;
  run: () => void;
}

export class Menu {
  readonly el: HTMLElement;
  readonly opener: HTMLButtonElement;
  private readonly list = h("div", { class: "zj-choices", role: "menu", id: uid(), hidden: true });
  private readonly outside = ({ target }: Event) => {
    if (target instanceof Node && !this.el.contains(target)) this.close();
  };

  /** `name` is what a screen reader calls it; it begins with the label. */
  constructor(
    label: string,
    private readonly items: () => readonly Item[],
    { name = label, kind = "quiet" }: { name?: string; kind?: "main" | "quiet" } = {},
  ) {
    this.opener = button(label, () => {
      if (this.list.hidden) this.open("first");
      else this.close();
    }, { kind });
    this.opener.setAttribute("aria-haspopup", "menu");
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.setAttribute("aria-controls", this.list.id);
    this.opener.setAttribute("aria-label", name);
    this.list.setAttribute("aria-label", name);
    this.el = h("span", { class: "zj-menu-of" }, this.opener, this.list);
    this.listen();
  }

  get isOpen(): boolean {
    return !this.list.hidden;
  }

  close(): void {
    this.list.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.outside);
  }

  private listen(): void {
    this.opener.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      this.open(event.key === "ArrowDown" ? "first" : "last");
    });
    this.list.addEventListener("keydown", (event) => {
      this.key(event);
    });
    // The mouse does not take the focus away from the item it presses.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
    });
    this.el.addEventListener("focusout", (event) => {
      const inside = event.relatedTarget instanceof Node && this.el.contains(event.relatedTarget);
      if (!inside) this.close();
    });
  }

  private open(at: "first" | "last"): void {
    const made = this.items().map(({ label, run }) =>
      h("button", { type: "button", role: "menuitem", tabindex: -1, on: { click: () => {
        this.close();
        this.opener.focus();
        run();
      } } }, label));
    fill(this.list, ...made);
    this.list.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.outside);
    made.at(at === "first" ? 0 : -1)?.focus();
    this.list.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    const items = [...this.list.querySelectorAll("button")];
    const now = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === "Escape") this.opener.focus();
    else if (event.key !== "Tab") return;
    if (event.key === "Escape" || event.key === "Tab") this.close();
    if (event.key === "Tab") return; // on to what follows
    event.preventDefault();
    event.stopPropagation();
  }
}
