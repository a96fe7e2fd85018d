// The files a summary is to begin from, where there are several: each is kept when it has been looked
// over, and the summary is made of all of them.

import { button, fill, h } from "./dom";

interface Deeds {
  /** Whether there are any now. */
  holds: (some: boolean) => void;
  /** Make the summary of the files that were kept. */
  make: (pressed: HTMLButtonElement) => void;
  /** Let go of them. */
  empty: () => void;
}

export class Pile {
  readonly el = h("section", { class: "zj-pile", "aria-label": "记下的文件", hidden: true });
  private readonly said = h("p", { role: "status" });
  private readonly make = button("用这些文件建立总结", () => {
    this.deeds.make(this.make);
  }, { kind: "main" });
  private readonly actions = h("div", { class: "zj-actions" });
  private names: readonly string[] = [];

  /** `under` is what says how far the making is. */
  constructor(private readonly deeds: Deeds, private readonly under: HTMLElement) {
    const empty = button("都不要了", () => {
      this.deeds.empty();
      this.show([]);
    });
    this.actions.append(this.make, empty);
    this.el.append(this.said, this.actions);
  }

  get holds(): boolean {
    return this.names.length > 0;
  }

  /** Tell which files are kept. */
  show(names: readonly string[]): void {
    this.names = names;
    this.el.hidden = names.length === 0;
    this.deeds.holds(this.holds);
    this.actions.hidden = true;
    fill(this.said, `记下了 ${names.length} 个文件：${names.map((name) => `“${name}”`).join("、")}。`);
  }

  /** All files have been looked over: it is asked what is to become of them. */
  ask(): void {
    if (!this.holds) return;
    this.actions.hidden = false;
    this.actions.append(this.under);
    this.make.focus();
  }
}
