/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { Picker } from "../src/picker";

const put: string[] = [];
let picker: Picker;

beforeEach(async () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  put.length = 0;
  const choices = ["各月活动", "各类活动", "各类慰问"].map((label) => ({
    label,
    own: label.endsWith("活动"),
    actions: ["图", "表"].map((kind) => ({ label: kind, run: () => put.push(label + kind) })),
  }));
  picker = new Picker("插入图表", () => Promise.resolve(choices), "没有");
  document.body.append(picker.el as never);
  picker.opener.click();
  await new Promise((resolve) => setTimeout(resolve));
});

const press = async (key: string) => {
  const target = document.activeElement as HTMLElement;
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  // A browser presses the button that has the focus.
  if (key === "Enter" && !event.defaultPrevented && target.tagName === "BUTTON") target.click();
  await new Promise((resolve) => setTimeout(resolve));
};
const type = (text: string) => {
  const search = picker.el.querySelector("input");
  if (!search) return;
  search.value = text;
  search.dispatchEvent(new window.Event("input"));
};
const at = () => {
  const row = document.activeElement?.closest("li");
  return row ? `${row.querySelector("span")?.textContent}${document.activeElement?.textContent}` : "";
};

test("Enter puts nothing unseen into the text: it goes to the first, and once more takes it", async () => {
  await press("Enter");
  assert.deepEqual(put, []);
  assert.equal(at(), "各月活动图");
  await press("Enter");
  assert.deepEqual(put, ["各月活动图"]);
});

test("it says how many are of the section itself, as long as others stand behind them", () => {
  const count = () => picker.el.querySelector("[role=status]")?.textContent;
  assert.match(count() ?? "", /^共 3 个，本节的 2 个在前，/);
  type("活动");
  assert.match(count() ?? "", /^共 2 个，按/);
});

test("Enter takes the only one that is left", async () => {
  type("慰问");
  await press("Enter");
  assert.deepEqual(put, ["各类慰问图"]);
});

test("initials of the pinyin will do", async () => {
  type("glww");
  await press("Enter");
  assert.deepEqual(put, ["各类慰问图"]);
});

test("nothing is found, nothing is taken", async () => {
  type("没有的");
  await press("Enter");
  assert.deepEqual(put, []);
});

test("arrows go from row to row, and sideways to its table", async () => {
  await press("ArrowRight");
  assert.equal(at(), "", "sideways moves the caret of the search field");
  await press("ArrowDown");
  await press("ArrowRight");
  assert.equal(at(), "各月活动表");
  await press("ArrowDown");
  assert.equal(at(), "各类活动表");
  await press("ArrowLeft");
  await press("ArrowUp");
  assert.equal(at(), "各月活动图");
  await press("ArrowUp");
  assert.equal(document.activeElement?.tagName, "INPUT");
});
