// One field of a form: its label, what is typed or chosen, and below it what is wrong with that.

import { h, uid } from "./dom";

export class Field {
  private readonly problem = h("p", { class: "zj-cell-problem", id: uid(), hidden: true });
  readonly el: HTMLElement;

  constructor(
    label: string,
    readonly input: HTMLInputElement | HTMLSelectElement,
  ) {
    input.id ||= uid();
    input.setAttribute("aria-describedby", this.problem.id);
    this.el = h("div", { class: "zj-field" }, h("label", { for: input.id }, label), input, this.problem);
  }

  /** Say what is wrong; "" when nothing is. */
  tell(said: string): void {
    this.problem.textContent = said;
    this.problem.hidden = said === "";
    this.input.setAttribute("aria-invalid", String(said !== ""));
  }
}
