// Steps of the page named in a sentence, each a link to it.

import { h } from "./dom";
import { jump } from "./way";

export interface Link {
  step: string;
  label: string;
}

/** A link for each of these steps, 、 between them. */
export function links(all: readonly Link[]): (HTMLElement | string)[] {
  const made = all.map(({ step, label }) => link(step, jump, label));
  return made.flatMap((one, index) => (index > 0 ? ["、", one] : [one]));
}

/** A link to a step, turned to by `visit`. */
export function link(
  step: string,
  visit: (step: string) => void,
  ...content: (Node | string)[]
): HTMLElement {
  const click = (event: MouseEvent) => {
    event.preventDefault();
    visit(step);
  };
  return h("a", { href: `#${encodeURIComponent(step)}`, on: { click } }, ...content);
}
