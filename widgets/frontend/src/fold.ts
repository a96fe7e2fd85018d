// Parts that can be folded away. What one section folds is folded in all, and on the next visit.

import { button, h, uid } from "./dom";

const KEPT = "zj-folds";

/** A part under its title; `open` is how it stands until somebody folds it. */
export function fold(
  name: string,
  title: string,
  content: HTMLElement,
  open: boolean,
): HTMLDetailsElement {
  const made = h("details", { open: kept()[name] ?? open, "data-fold": name }, h("summary", {}, title), content);
  made.addEventListener("toggle", () => {
    const all = kept();
    if ((all[name] ?? open) === made.open) return; // it follows another
    keep({ ...all, [name]: made.open });
    for (const other of document.querySelectorAll<HTMLDetailsElement>(`[data-fold="${name}"]`)) {
      other.open = made.open;
    }
  });
  return made;
}

/** A button that folds a column away as a whole, in every section; `what` the column is. */
export function folder(name: string, column: HTMLElement, what: string): HTMLButtonElement {
  const without = `zj-without-${name}`;
  const paint = (one: HTMLElement) => {
    const folded = document.body.classList.contains(without);
    one.textContent = `${folded ? "打开" : "收起"}${what}`;
    one.setAttribute("aria-expanded", String(!folded));
  };
  const made = button("", () => {
    const folded = document.body.classList.toggle(without);
    keep({ ...kept(), [name]: !folded });
    for (const one of document.querySelectorAll<HTMLElement>(`[data-folds="${name}"]`)) paint(one);
  }, { kind: "quiet" });
  column.id ||= uid();
  made.setAttribute("aria-controls", column.id);
  made.dataset.folds = name;
  if (kept()[name] === false) document.body.classList.add(without);
  paint(made);
  return made;
}

function kept(): Partial<Record<string, boolean>> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Record<string, boolean>;
  } catch {
    return {}; // not ours, or storage is switched off
  }
}

function keep(all: Partial<Record<string, boolean>>): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(all));
  } catch {
    // storage is switched off or full: it stays folded until the page is left
  }
}
