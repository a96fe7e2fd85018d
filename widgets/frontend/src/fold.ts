// Parts that can be folded away. What one section folds is folded in all, and on the next visit.

import { h } from "./dom";

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
