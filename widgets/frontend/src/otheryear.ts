// Rows of another year than the summary: said, with a button that lets it be of that year.

import { button, h } from "./dom";

export interface OtherYear {
  year: number;
  says: string;
  /** What the button does; "" where the summary had better keep its year. */
  does: string;
}

/** The line; false where there is nothing to say. */
export function otherYear(
  another: OtherYear | null | undefined,
  take: (pressed: HTMLButtonElement, year: number) => void,
): HTMLElement | false {
  if (!another) return false;
  const { year, says, does } = another;
  const pressed: HTMLButtonElement = button(does, () => {
    take(pressed, year);
  });
  return h("p", { class: "zj-other-year" }, h("span", {}, says), does !== "" && pressed);
}
