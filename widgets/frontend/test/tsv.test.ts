/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatBlock, parseBlock } from "../src/tsv";

test("rows and cells, the last line break begins no row", () => {
  assert.deepEqual(parseBlock("甲\t乙\r\n丙\t\r\n"), [["甲", "乙"], ["丙", ""]]);
  assert.deepEqual(parseBlock("甲"), [["甲"]]);
  assert.deepEqual(parseBlock("甲\n\n乙"), [["甲"], [""], ["乙"]]);
});

test("quotes hold line breaks, tabs and doubled quotes", () => {
  assert.deepEqual(parseBlock('"第一行\r\n第二行"\t"说""好"""\n"a\tb"'), [
    ["第一行\n第二行", '说"好"'],
    ["a\tb"],
  ]);
});

test("a quote that does not end its cell is a character like others", () => {
  assert.deepEqual(parseBlock('"五一"晚会\t"未完'), [['"五一"晚会', '"未完']]);
});

test("what is copied out is read back the same", () => {
  const cells = [
    ["甲\n乙", '"五一"晚会', ""],
    ["a\tb", '说"好"', "1,500"],
  ];
  assert.deepEqual(parseBlock(formatBlock(cells)), cells);
});
