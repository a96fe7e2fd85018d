/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextMark } from "../../src/editor/lists";

const next = (line: string) => nextMark(line)?.next ?? null;

test("the next item has the next mark", () => {
  assert.equal(next("- 一条"), "- ");
  assert.equal(next("  * 一条"), "  * ");
  assert.equal(next("1. 一条"), "2. ");
  assert.equal(next("9.一条"), "10.");
  assert.equal(next("3、一条"), "4、");
  assert.equal(next("（2）一条"), "（3）");
  assert.equal(next("(2) 一条"), "(3) ");
});

test("running text and Chinese headings are no list", () => {
  for (const line of ["2026年", "2.5万元", "-5度", "一、工作", "（一）工作", "（2026年）", ""]) {
    assert.equal(next(line), null, line);
  }
});
