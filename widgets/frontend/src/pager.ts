// At the foot of each step: on to the next, or back. In voila only, where steps are pages.

import { button, fill, h } from "./dom";
import { inVoila, neighbour } from "./page";

export class Pager {
  private readonly el = h("nav", { class: "zj zj-pager", "aria-label": "前后两步" });

  constructor(private readonly visit: (step: string) => void) {
    if (inVoila()) document.querySelector("#rendered_cells > div")?.append(this.el);
  }

  /** Name the neighbours of the step that is shown; `labels` says what steps are called. */
  paint(labels: ReadonlyMap<string, string>): void {
    const [before, after] = [neighbour(-1), neighbour(1)];
    fill(
      this.el,
      before && this.turn(before, `上一步：${labels.get(before) ?? ""}`),
      after && this.turn(after, `下一步：${labels.get(after) ?? ""}`, "is-next"),
    );
  }

  close(): void {
    this.el.remove();
  }

  private turn(step: string, label: string, name = ""): HTMLElement {
    const made = button(label, () => {
      this.visit(step);
    });
    if (name) made.classList.add(name);
    return made;
  }
}
