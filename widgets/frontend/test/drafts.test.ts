/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { find, type Draft } from "../src/drafts";

const draft = (unit: string, year: string): Draft => ({
  title: `${unit}${year}度工作总结`,
  unit,
  year,
  genre: "大型工厂工会年度总结",
  changed: "今天 10:42",
  done: 1,
  total: 2,
  link: "",
  notebook: "",
  code: "",
});
const drafts = [draft("某某机械厂工会", "2025年"), draft("某某船厂工会", "2026年"), draft("某某船厂工会", "2025年")];

test("every word must occur, in any order and any column", () => {
  assert.deepEqual(find(drafts, "2025 船厂"), [drafts[2]]);
  assert.equal(find(drafts, "大型 船厂").length, 2);
  assert.deepEqual(find(drafts, "学校"), []);
});

test("no words find all", () => {
  assert.equal(find(drafts, "  ").length, 3);
});
