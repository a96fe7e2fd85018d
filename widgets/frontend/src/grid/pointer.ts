// What the mouse does on the grid, said in rows and columns.

import type { Spot } from "./selection";
import type { Row } from "./sheet";
import type { Surface } from "./surface";

export interface Deeds {
  /** Anything of the grid is pressed: what is being typed is done. */
  begin: () => void;
  /** A cell is pressed; column -1 is the row's number. */
  cell: (spot: Spot, extend: boolean) => void;
  /** The mouse was pressed in a cell and is now over this one. */
  drag: (spot: Spot) => void;
  edit: () => void;
  sort: (column: number) => void;
  menu: (column: number) => void;
  restore: (row: Row, column: number) => void;
  /** The press is over; the field should have the focus. */
  done: () => void;
}

/** Returns what stops the listening. */
export function listen(surface: Surface, deeds: Deeds): () => void {
  const { el } = surface;
  let dragging = false;
  const release = (): void => {
    dragging = false;
  };
  el.addEventListener("mousedown", (event) => {
    const { target } = event;
    if (event.button !== 0 || !(target instanceof Element)) return;
    if (target.closest(".tabulator-col-resize-handle, textarea, .zj-date-open")) return;
    event.preventDefault(); // the field keeps the focus
    deeds.begin();
    const spot = surface.spotOf(target);
    dragging = spot !== null;
    press(surface, target, spot, event.shiftKey, deeds);
    deeds.done();
  });
  el.addEventListener("mousemove", (event) => {
    const spot = dragging && event.buttons === 1 ? surface.spotOf(event.target) : null;
    if (spot) deeds.drag(spot);
  });
  el.addEventListener("dblclick", (event) => {
    if ((surface.spotOf(event.target)?.column ?? -1) >= 0) deeds.edit();
  });
  document.addEventListener("mouseup", release);
  return () => {
    document.removeEventListener("mouseup", release);
  };
}

function press(surface: Surface, target: Element, spot: Spot | null, extend: boolean, deeds: Deeds): void {
  const old = target.closest<HTMLElement>(".zj-restore");
  const row = old ? surface.rowAt(old) : undefined;
  const head = target.closest<HTMLElement>(".tabulator-col")?.dataset.column;
  if (row) deeds.restore(row, Number(old?.dataset.column));
  else if (head !== undefined && target.closest(".zj-menu-mark")) deeds.menu(Number(head));
  else if (head !== undefined) deeds.sort(Number(head));
  else if (spot) deeds.cell(spot, extend);
}
