/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { pieces } from "../src/pieces";

test("a table among sentences is shown as a table, bound numbers and all", () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node, Text } = window;
  Object.assign(globalThis, { window, document, Node, Text });
  const shown = pieces([
    ["打算如下。\n\n| 做什么 | 谁负责 |\n| --- | :---: |\n| 慰问"],
    ["278", "慰问.人次"],
    ["人次 | 【谁】 |\n完。"],
  ]);
  assert.deepEqual(shown.map(({ tagName }) => tagName), ["P", "TABLE", "P"]);
  const cells = [...(shown[1]?.querySelectorAll("th, td") ?? [])].map(({ textContent }) => textContent);
  assert.deepEqual(cells, ["做什么", "谁负责", "慰问278人次", "【谁】"]);
  assert.equal(shown[1]?.querySelectorAll("td .zj-bound").length, 1);
});
