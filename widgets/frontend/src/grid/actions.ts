// What an officer does to cells and rows, as the patches that do it.

import { parseBlock } from "../tsv";
import type { Block } from "./selection";
import { shown, type Patch, type Row, type Sheet } from "./sheet";

/** What is on the screen: rows in their order there, the columns shown, and the row yet to be. */
export interface Shown {
  view: readonly Row[];
  columns: readonly number[];
  /** The empty row after the last one; it joins the ledger when something is written into it. */
  spare: Row | null;
}

/** Write these texts, the first of them at `top`, `left`; rows that are missing are added. */
export function write(
  sheet: Sheet,
  { view, columns, spare }: Shown,
  { top, left }: Pick<Block, "top" | "left">,
  texts: readonly (readonly string[])[],
): Patch[] {
  const added: Row[] = [];
  const sets = texts.flatMap((line, down) => {
    const there = view[top + down];
    const row = there ?? sheet.blank();
    if (row === spare || !there) added.push(row);
    return line.flatMap((text, across) => {
      const column = columns[left + across];
      return column === undefined || text === shown(row, column) ? [] : [sheet.set(row, column, text)];
    });
  });
  if (added.length === 0) return sets;
  if (sets.length === 0) return [];
  return [{ kind: "insert", at: sheet.rows.length, rows: added }, ...sets];
}

/** The same text in every cell of a block. */
export function repeated(text: string, { top, bottom, left, right }: Block): string[][] {
  const line = Array<string>(right - left + 1).fill(text);
  return Array.from({ length: bottom - top + 1 }, () => line);
}

/** The texts of a block, row by row; the row yet to be is left out. */
export function read({ view, columns, spare }: Shown, { top, bottom, left, right }: Block): string[][] {
  return view
    .slice(top, bottom + 1)
    .filter((row) => row !== spare)
    .map((row) => columns.slice(left, right + 1).map((column) => shown(row, column)));
}

/** A pasted text for this block: one cell fills all of it, a block starts at its corner. */
export function pasted(text: string, block: Block): string[][] {
  const cells = parseBlock(text);
  const only = cells.length === 1 && cells[0]?.length === 1 ? cells[0][0] : undefined;
  return only === undefined ? cells : repeated(only, block);
}

/** Whether the first line of a pasted text are headings: then columns go by name, not by place. */
export function hasHeadings(sheet: Sheet, text: string): boolean {
  const [first = [], second] = parseBlock(text);
  const labels = new Set(sheet.columns.map(({ label }) => label));
  const named = first.filter((cell) => labels.has(cell.trim())).length;
  return second !== undefined && named >= 2 && named * 2 >= first.length;
}

export function remove(sheet: Sheet, rows: readonly Row[]): Patch[] {
  const places = rows.map((row) => sheet.number(row) - 1).filter((place) => place >= 0);
  places.sort((one, other) => other - one);
  const patches: (Patch & { kind: "delete" })[] = [];
  // From the end, so that earlier numbers still hold; neighbours go together.
  for (const place of places) {
    const row = sheet.rows[place];
    const last = patches.at(-1);
    if (!row) continue;
    if (last?.at === place + 1) {
      last.at = place;
      last.rows.unshift(row);
    } else {
      patches.push({ kind: "delete", at: place, rows: [row] });
    }
  }
  return patches;
}

/** Copies of these rows, after the last of them. */
export function duplicate(sheet: Sheet, rows: readonly Row[]): Patch[] {
  const real = rows.filter((row) => sheet.number(row) > 0);
  const at = Math.max(0, ...real.map((row) => sheet.number(row)));
  return real.length === 0 ? [] : [{ kind: "insert", at, rows: real.map((row) => sheet.blank(row.cells)) }];
}

export function insertBlank(sheet: Sheet, at: number, count: number): Patch[] {
  return [{ kind: "insert", at, rows: Array.from({ length: count }, () => sheet.blank()) }];
}

/** The view after rows came or went: those that stay keep their order, new ones follow the row
 * before them. */
export function follow(view: readonly Row[], before: ReadonlySet<Row>, sheet: Sheet): Row[] {
  const there = new Set(sheet.rows);
  const next = view.filter((row) => there.has(row));
  const places = new Map(next.map((row, place) => [row, place]));
  const fresh = new Map<number, Row[]>();
  let after = -1;
  for (const row of sheet.rows) {
    const place = places.get(row);
    if (place !== undefined) after = place;
    else if (!before.has(row)) fresh.set(after, [...(fresh.get(after) ?? []), row]);
  }
  return [...(fresh.get(-1) ?? []), ...next.flatMap((row, place) => [row, ...(fresh.get(place) ?? [])])];
}
