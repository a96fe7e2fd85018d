// One place under a line that shows one of several things at a time, each behind a button.

import { button, fill, h, uid } from "./dom";
import { Refused } from "./host";

type Show = (el: HTMLElement) => Promise<void>;

export class Looks {
  readonly el = h("div", { class: "zj-changes", id: uid(), hidden: true });
  private readonly openers: HTMLButtonElement[] = [];

  /** A button that shows this, or nothing when it is shown already. */
  opener(label: string, show: Show): HTMLButtonElement {
    const made = button(label, () => {
      if (made.getAttribute("aria-expanded") === "true") this.close();
      else void this.open(made, show);
    }, { kind: "quiet" });
    made.setAttribute("aria-expanded", "false");
    made.setAttribute("aria-controls", this.el.id);
    this.openers.push(made);
    return made;
  }

  close(): void {
    for (const opener of this.openers) opener.setAttribute("aria-expanded", "false");
    this.el.hidden = true;
    fill(this.el);
  }

  private async open(opener: HTMLButtonElement, show: Show): Promise<void> {
    this.close();
    opener.setAttribute("aria-expanded", "true");
    const shown = h("div", {});
    await silently(() => show(shown));
    if (opener.getAttribute("aria-expanded") !== "true" || shown.childNodes.length === 0) return;
    fill(this.el, shown);
    this.el.hidden = false;
  }
}

/** Do it; why it was refused is said above the view. */
export async function silently(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
