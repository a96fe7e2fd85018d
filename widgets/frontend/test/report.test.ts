/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { showReport, type Report } from "../src/report";

test("each line stands under what became of it", () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  const el = document.createElement("section");
  el.scrollIntoView = () => undefined;
  document.body.append(el);
  const problems: Report["problems"] = [
    { text: "甲", kind: "warning" },
    { text: "乙", kind: "unread" },
    { text: "丙", kind: "error" },
  ];
  const report = { name: "台账.xlsx", sheets: [], problems, changes: [], guesses: [], rows: 3, verb: "导入" };
  showReport(el as never, report, { take: () => Promise.resolve(true), mend: () => Promise.resolve(null) });
  const told = [...el.querySelectorAll(".zj-problems")].map((list) => [
    list.previousElementSibling.textContent.slice(0, 4),
    list.textContent,
  ]);
  assert.deepEqual(told, [["要补、要", "丙"], ["没有导入", "乙"], ["读进来了", "甲"]]);
});
