/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { firstBlank } from "../../src/editor/blanks";

test("the first thing that a sentence leaves open is found with its brackets", () => {
  const words = "解决噪声超标的问题：【做什么】，由【谁】负责。";
  const found = firstBlank(words);
  assert.ok(found);
  assert.equal(words.slice(found.from, found.to), "【做什么】");
});

test("a sentence with nothing to fill in has none, nor has a bracket that is not closed", () => {
  for (const words of ["全年慰问580人次。", "由【谁负责。", "【做什么\n】"]) assert.equal(firstBlank(words), null);
});
