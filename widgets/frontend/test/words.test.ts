/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "../src/words";

// The same examples are in tests/test_enough.py.
test("length is counted as offices count it", () => {
  assert.equal(count("全年 走访\n\n278人次。"), 10);
  assert.equal(count("走访{{慰问.人次}}人次，{{慰问.金额|万元}}。"), 8);
  assert.equal(count("# 一、帮扶\n![各月](chart:慰问.按月)\n走访。"), 7);
  assert.equal(count(""), 0);
});
