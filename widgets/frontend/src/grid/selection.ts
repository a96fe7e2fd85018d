// Which cells are selected, and where a key takes the selection: numbers only, no elements.
// Rows and columns are places in what is shown, from 0.

export interface Spot {
  row: number;
  column: number;
}

/** The active cell, inside the block that stretches from one corner to the other. */
export interface Selection {
  active: Spot;
  from: Spot;
  to: Spot;
  /** The column from which Tab set out; Enter goes back to it. */
  run?: number;
}

export interface Block {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Size {
  rows: number;
  columns: number;
}

export function at(spot: Spot): Selection {
  return { active: spot, from: spot, to: spot };
}

export function between(from: Spot, to: Spot): Selection {
  return { active: from, from, to };
}

/** The corner that a key or the mouse has taken further; the active cell where that is none. */
export function movingIn({ active, from, to }: Selection): Spot {
  return from === active ? to : active;
}

export function blockOf({ from, to }: Selection): Block {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

export function holds(block: Block, row: number, column: number): boolean {
  return row >= block.top && row <= block.bottom && column >= block.left && column <= block.right;
}

export function isSingle({ from, to }: Selection): boolean {
  return from.row === to.row && from.column === to.column;
}

/** The nearest spot inside the grid. */
export function clamp(spot: Spot, size: Size): Spot {
  return {
    row: Math.max(0, Math.min(spot.row, size.rows - 1)),
    column: Math.max(0, Math.min(spot.column, size.columns - 1)),
  };
}

export function fit({ active, from, to, ...run }: Selection, size: Size): Selection {
  return { active: clamp(active, size), from: clamp(from, size), to: clamp(to, size), ...run };
}

/** Move by so many rows and columns; `extend` keeps the active cell and moves the far corner. */
export function move(
  { active, to }: Selection,
  [rows, columns]: [rows: number, columns: number],
  size: Size,
  extend = false,
): Selection {
  const start = extend ? to : active;
  const spot = clamp({ row: start.row + rows, column: start.column + columns }, size);
  return extend ? between(active, spot) : at(spot);
}

/** Ctrl+arrow: to the last filled cell before a gap, or over the gap to the next filled one. */
export function leap(
  from: Spot,
  [rows, columns]: [rows: number, columns: number],
  size: Size,
  filled: (spot: Spot) => boolean,
): Spot {
  const next = ({ row, column }: Spot): Spot => ({ row: row + rows, column: column + columns });
  const inside = ({ row, column }: Spot): boolean =>
    row >= 0 && row < size.rows && column >= 0 && column < size.columns;
  let spot = next(from);
  if (!inside(spot)) return from;
  const within = filled(from) && filled(spot);
  while (inside(next(spot)) && (within ? filled(next(spot)) : !filled(spot))) spot = next(spot);
  return spot;
}

export type Direction = "down" | "up" | "right" | "left";

/**
 * Where Enter and Tab go: one cell on, or round inside a selected block. Tab turns to the next
 * row at the end of one; null when it leaves the grid, so that the page can have it. Enter after
 * Tab goes to the column where Tab set out, so that row after row is typed.
 */
export function advance(selection: Selection, direction: Direction, size: Size): Selection | null {
  const single = isSingle(selection);
  const { top, left, bottom, right } = single
    ? { top: 0, left: 0, bottom: size.rows - 1, right: size.columns - 1 }
    : blockOf(selection);
  const step = direction === "down" || direction === "right" ? 1 : -1;
  const across = direction === "right" || direction === "left";
  const { active: { column: here }, run = here } = selection;
  if (single && !across) return move(selection, [step, direction === "down" ? run - here : 0], size);
  const [height, width] = [bottom - top + 1, right - left + 1];
  const { row, column } = selection.active;
  const place = across ? (row - top) * width + column - left : (column - left) * height + row - top;
  const next = place + step;
  if (single && (next < 0 || next >= width * height)) return null;
  const turned = (next + width * height) % (width * height);
  const active = across
    ? { row: top + Math.floor(turned / width), column: left + (turned % width) }
    : { row: top + (turned % height), column: left + Math.floor(turned / height) };
  return single ? { ...at(active), run: step > 0 ? run : Math.min(run, active.column) } : { ...selection, active };
}
