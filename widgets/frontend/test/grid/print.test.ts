/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { print } from "../../src/grid/print";

test("rows have the mark that Python gives them", () => {
  assert.equal(print([["278", "送温暖😀"], ["", "é"]]), "2 46994a4c"); // as in test_sheet.py
  assert.equal(print([]), "0 811c9dc5");
});
