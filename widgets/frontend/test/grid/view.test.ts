import assert from "node:assert/strict";
import { test } from "node:test";
import type { Row } from "../../src/grid/sheet";
import { arrange, AS_IS } from "../../src/grid/view";
import type { Column } from "../../src/grid/wire";

const columns = ["date", "text", "decimal"].map((dtype) => ({ id: dtype, dtype }) as unknown as Column);
const row = (...cells: string[]) => ({ cells, refused: [], problems: [] }) as unknown as Row;
const ROWS = [
  row("2025-03-08", "结婚慰问", "10,000"),
  row("2025-03-18", "共3.8万元", "1,234,567.50"),
  row("2025年3月", "春节走访", "500"),
  row("2025年第一季度", "3户，5人", ""),
  row("", "另1,0补", "13.80"),
];
const found = (search: string) => arrange(ROWS, columns, { ...AS_IS, search }).map((one) => ROWS.indexOf(one));

test("a number is found with and without its separators", () => {
  for (const search of ["10000", "10,000", "0,000"]) assert.deepEqual(found(search), [0], search);
  assert.deepEqual(found("1234567.5"), [1]);
  assert.deepEqual(found("1,0补"), [4]);
  assert.deepEqual(found("慰问 10000"), [0]);
  assert.deepEqual(found("10补"), []);
});

test("a day is found in whichever way it is said", () => {
  for (const search of ["3月8日", "2025-03-08", "2025年3月8日", "2025/3/8", "2025.3.8", "03-08"]) {
    assert.deepEqual(found(search), [0], search);
  }
  assert.deepEqual(found("3.8"), [0, 1, 4]);
  for (const search of ["3月", "2025年3月", "2025.3", "2025-3"]) assert.deepEqual(found(search), [0, 1, 2], search);
  assert.deepEqual(found("3月18"), [1]);
  assert.deepEqual(found("1月"), []);
  assert.deepEqual(found("2024年3月8日"), []);
});
