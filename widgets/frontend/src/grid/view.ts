// Which rows are shown, and in what order; the ledger's own order is never touched.

import { byPinyin } from "./pinyin";
import { shown, type Row } from "./sheet";
import type { Column } from "./wire";

export interface Sorting {
  column: number;
  descending: boolean;
}

export interface Arrangement {
  sorting: Sorting | null;
  /** By column: the texts that are let through. */
  filters: ReadonlyMap<number, ReadonlySet<string>>;
  search: string;
  /** The rows that are let through; null while all are. */
  only: ReadonlySet<Row> | null;
}

export const AS_IS: Arrangement = { sorting: null, filters: new Map(), search: "", only: null };

export function isFiltered({ filters, search, only }: Arrangement): boolean {
  return filters.size > 0 || search.trim() !== "" || only !== null;
}

export function arrange(
  rows: readonly Row[],
  columns: readonly Column[],
  { sorting, filters, search, only }: Arrangement,
): Row[] {
  const finds = search.trim().toLowerCase().split(/\s+/).filter(Boolean).map(findOf);
  const found = rows.filter(
    (row) =>
      (only?.has(row) ?? true) &&
      [...filters].every(([column, allowed]) => allowed.has(shown(row, column))) &&
      finds.every((find) => columns.some((column, i) => find(shown(row, i), column))),
  );
  const by = sorting && columns[sorting.column];
  if (!by) return found;
  const rank = rankOf(by);
  const sign = sorting.descending ? -1 : 1;
  return found
    .map((row) => ({ row, text: shown(row, sorting.column) }))
    .sort((one, other) => {
      if (!one.text || !other.text) return Number(!one.text) - Number(!other.text); // empty last
      return sign * rank(one.text, other.text);
    })
    .map(({ row }) => row);
}

// A word is found where it is shown; a number also as it is written without separators, and a day or
// month in whichever way it is said: 3.8, 3月8日, 2025/3/8.
function findOf(word: string): (text: string, column: Column) => boolean {
  const [plain, date] = [ungrouped(word), saidDate(word)];
  return (text, { dtype }) => {
    const low = text.toLowerCase();
    if (low.includes(word) || ungrouped(low).includes(plain)) return true;
    return dtype === "date" && date !== null && !text.includes("季度") && date.test(dateKey(text));
  };
}

function ungrouped(text: string): string {
  return text.replaceAll(/(?<=\d),(?=\d{3})/g, "");
}

// What the key of a date has to be like; null for what is said of none.
function saidDate(word: string): RegExp | null {
  const day = /^(?:(\d{4})[-年./])?(\d{1,2})[-月./](\d{1,2})日?$/.exec(word);
  const month = /^(?:(\d{4})年)?(\d{1,2})月$/.exec(word) ?? /^(\d{4})[-./](\d{1,2})$/.exec(word);
  const [, year = "\\d+", of, on = "\\d+"] = day ?? month ?? [];
  return of === undefined ? null : new RegExp(`^${year}-${of.padStart(2, "0")}-${on.padStart(2, "0")}$`);
}

/** The different texts of a column in its own order, for a filter to choose from. */
export function texts(rows: readonly Row[], columns: readonly Column[], column: number): string[] {
  const by = columns[column];
  return [...new Set(rows.map((row) => shown(row, column)))].sort(by ? rankOf(by) : byPinyin);
}

function rankOf({ dtype }: Column): (one: string, other: string) => number {
  if (dtype === "int" || dtype === "decimal") return byNumber;
  return dtype === "date" ? byDate : byPinyin;
}

function byNumber(one: string, other: string): number {
  const [a, b] = [toNumber(one), toNumber(other)];
  return Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : a - b;
}

function toNumber(text: string): number {
  const plain = text.replaceAll(",", "");
  const vague = /^\D*([\d.]+)(万?)/.exec(plain); // 10万余元 among the numbers
  return vague?.[1] ? (plain.startsWith("-") ? -1 : 1) * Number(vague[1]) * (vague[2] ? 1e4 : 1) : NaN;
}

// 2026-03-08, 2026年3月, 2026年第一季度 and 2026年 in the order of their first days.
function byDate(one: string, other: string): number {
  const [a, b] = [dateKey(one), dateKey(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function dateKey(text: string): string {
  const quarter = /第([一二三四])季度/.exec(text)?.[1];
  const [year = "", month = "0", day = "0"] = text.match(/\d+/g) ?? [];
  const first = quarter ? String("一二三四".indexOf(quarter) * 3 + 1) : month;
  return [year, first.padStart(2, "0"), day.padStart(2, "0")].join("-");
}
