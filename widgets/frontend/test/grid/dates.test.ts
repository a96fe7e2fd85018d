/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, grid, moved } from "../../src/grid/dates";

test("a year is twelve months and four quarters, four in a row", () => {
  const { title, rows } = grid({ year: 2026, month: null });
  assert.equal(title, "2026年");
  assert.deepEqual(rows.map((row) => row.map((one) => one?.text)), [
    ["1月", "2月", "3月", "4月"],
    ["5月", "6月", "7月", "8月"],
    ["9月", "10月", "11月", "12月"],
    ["一季度", "二季度", "三季度", "四季度"],
  ]);
  assert.equal(rows[3]?.[1]?.value, "2026年第二季度");
  assert.equal(rows[0]?.[2]?.month, 3);
});

test("a month's days stand under their weekdays, Monday first", () => {
  const { title, rows } = grid({ year: 2026, month: 3 });
  assert.equal(title, "2026年3月");
  assert.deepEqual(rows[0]?.map((one) => one?.text ?? ""), ["", "", "", "", "", "", "1"]);
  assert.deepEqual(rows.at(-1)?.map((one) => one?.text ?? ""), ["30", "31", "", "", "", "", ""]);
  const [, second] = rows;
  assert.deepEqual([second?.[6]?.name, second?.[6]?.value], ["3月8日，星期日", "2026-03-08"]);
});

test("months know their length, and the year goes on after December", () => {
  assert.deepEqual([daysOf(2024, 2), daysOf(2026, 2), daysOf(2026, 12)], [29, 28, 31]);
  assert.deepEqual(moved({ year: 2026, month: 12 }, 1), { year: 2027, month: 1 });
  assert.deepEqual(moved({ year: 2026, month: 1 }, -1), { year: 2025, month: 12 });
  assert.deepEqual(moved({ year: 2026, month: null }, -1), { year: 2025, month: null });
});
