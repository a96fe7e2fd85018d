// Building elements without a framework: `h("button", { class: "zj-button", on: { click } }, "导出")`.
// Children are nodes or text; text is always text, never markup.

type Child = Node | string | number | null | undefined | false;
type Handlers = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

interface Attributes {
  on?: Handlers;
  [name: string]: string | number | boolean | null | undefined | Handlers;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, handler] of Object.entries(value as Handlers)) {
        element.addEventListener(event, handler as EventListener);
      }
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (typeof value === "string" || typeof value === "number") {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...present(children));
  return element;
}

/** Put these children in place of what the element holds. */
export function fill(element: HTMLElement, ...children: Child[]): void {
  element.replaceChildren(...present(children));
}

/** A plain push button; `kind` "main" is the one thing most officers will want to do here. */
export function button(
  label: string,
  click: () => void,
  { kind = "", title = "" }: { kind?: "main" | "quiet" | ""; title?: string } = {},
): HTMLButtonElement {
  const name = kind ? `zj-button is-${kind}` : "zj-button";
  return h("button", { type: "button", class: name, title: title || null, on: { click } }, label);
}

let serial = 0;

/** An id no other element of the page has, to tie a label to its field. */
export function uid(): string {
  serial += 1;
  return `zj-${serial}`;
}

function present(children: Child[]): (Node | string)[] {
  return children
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}
