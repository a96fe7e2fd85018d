// The pages of the calendar as values: a year with its months and quarters, a month with its days.

/** `month` is null on the page that shows a whole year. */
export interface Page {
  year: number;
  month: number | null;
}

export interface Choice {
  text: string;
  /** What a reader hears. */
  name: string;
  /** What is written into the cell. */
  value: string;
  /** The month whose days are shown next; absent where nothing more is to be chosen. */
  month?: number;
}

export const QUARTERS = "一二三四";
const WEEK = "日一二三四五六";

/** What a page shows, row by row; null is a day of another month. */
export function grid({ year, month }: Page): { title: string; rows: (Choice | null)[][] } {
  const all = month === null ? ofYear(year) : ofMonth(year, month);
  const across = month === null ? 4 : 7;
  const rows = Array.from({ length: Math.ceil(all.length / across) }, (_, row) =>
    Array.from({ length: across }, (_, column) => all[row * across + column] ?? null),
  );
  return { title: month === null ? `${year}年` : `${year}年${month}月`, rows };
}

/** The year or month before (-1) or after (+1). */
export function moved({ year, month }: Page, by: -1 | 1): Page {
  if (month === null) return { year: year + by, month };
  const next = month + by;
  return { year: next < 1 ? year - 1 : next > 12 ? year + 1 : year, month: ((next + 11) % 12) + 1 };
}

export function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function ofYear(year: number): Choice[] {
  const months = Array.from({ length: 12 }, (_, index) => {
    const month = index + 1;
    return { text: `${month}月`, name: `${year}年${month}月`, value: `${year}年${month}月`, month };
  });
  const quarters = Array.from(QUARTERS, (quarter) => {
    const value = `${year}年第${quarter}季度`;
    return { text: `${quarter}季度`, name: value, value };
  });
  return [...months, ...quarters];
}

// Weeks begin on Monday.
function ofMonth(year: number, month: number): (Choice | null)[] {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const before = Array<null>((first + 6) % 7).fill(null);
  const days = Array.from({ length: daysOf(year, month) }, (_, index) => {
    const day = index + 1;
    const value = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    const name = `${month}月${day}日，星期${WEEK[(first + index) % 7] ?? ""}`;
    return { text: String(day), name, value };
  });
  return [...before, ...days];
}
