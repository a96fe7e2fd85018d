/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { cells, RULE, table } from "../../src/editor/tables";

test("a block of cells becomes a table, numbers to the right", () => {
  assert.equal(
    table("项目\t人次\t金额\r\n送温暖\t278\t1,000.50\r\n婚丧\t59\t\r\n"),
    [
      "| 项目 | 人次 | 金额 |",
      "| --- | ---: | ---: |",
      "| 送温暖 | 278 | 1,000.50 |",
      "| 婚丧 | 59 |  |",
    ].join("\n"),
  );
});

test("quotes and line breaks inside cells, as Excel puts them", () => {
  assert.match(table('"他说""好"""\t甲\n乙\t丙') ?? "", /^\| 他说"好" \| 甲 \|/);
  assert.match(table('"甲\n乙"\t丙|丁\n1\t2') ?? "", /^\| 甲 乙 \| 丙\\\|丁 \|/);
});

test("short rows are filled up, empty rows left out", () => {
  assert.equal(table("甲\t乙\n\t\n1"), "| 甲 | 乙 |\n| ---: | --- |\n| 1 |  |");
});

test("plain text, one row and one column are no table", () => {
  for (const text of ["", "一段文字", "第一段\n第二段", "甲\t乙", "甲\n乙\n"]) {
    assert.equal(table(text), null);
  }
});

test("a row is cut at its bars, a bar of the text is none", () => {
  assert.deepEqual(cells("| 甲 | 丙\\|丁 |  |"), ["甲", "丙|丁", ""]);
  assert.deepEqual(cells("  | **甲** | 乙"), ["甲", "乙"]);
});

test("the line below the header is told from a row", () => {
  for (const line of ["| --- | ---: |", "|:--|--|", "| - |"]) assert.ok(RULE.test(line), line);
  for (const line of ["| 甲 | - |", "|  |  |", "---"]) assert.ok(!RULE.test(line), line);
});
