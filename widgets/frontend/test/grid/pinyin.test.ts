/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { initials, matching } from "../../src/grid/pinyin";

const WORDS = ["困难帮扶", "节日慰问", "生病住院慰问", "金秋助学"];

test("initials of Chinese words", () => {
  assert.equal(initials("困难帮扶"), "knbf");
  assert.equal(initials("金秋助学（A类）"), "jqzxal");
  assert.equal(initials("安康、二胎、欧阳"), "aketoy");
});

test("words by Chinese or initials, those that begin with it first", () => {
  assert.deepEqual(matching(WORDS, "慰问"), ["节日慰问", "生病住院慰问"]);
  assert.deepEqual(matching(WORDS, "jq"), ["金秋助学"]);
  assert.deepEqual(matching(WORDS, "WW"), ["节日慰问", "生病住院慰问"]);
  assert.deepEqual(matching(WORDS, " "), WORDS);
  assert.deepEqual(matching(WORDS, "没有"), []);
});
