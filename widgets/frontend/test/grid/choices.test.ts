import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { choicesFor } from "../../src/grid/choices";
import { Picker } from "../../src/grid/picker";
import type { Row } from "../../src/grid/sheet";
import type { Column } from "../../src/grid/wire";

const side = { id: "direction", dtype: "enum", choices: ["收入", "支出"], by: "", goes_with: {} } as unknown as Column;
const account = {
  id: "account", dtype: "enum", choices: ["培训费", "其他支出", "会费收入", "其他收入", "上年结余"], by: "direction",
  goes_with: { 培训费: "支出", 其他支出: "支出", 会费收入: "收入", 其他收入: "收入" },
} as unknown as Column;
const offered = (value: string) =>
  choicesFor([side, account], account, { cells: [value, ""], refused: [], problems: [] } as unknown as Row);

test("a row of income is offered accounts of income, and what goes with either", () => {
  assert.deepEqual(offered("收入"), { words: ["会费收入", "其他收入", "上年结余"], rest: ["培训费", "其他支出"], suiting: "收入" });
  assert.deepEqual(offered("支出").words, ["培训费", "其他支出", "上年结余"]);
  for (const value of ["", "两样都有"]) assert.deepEqual(offered(value).words, account.choices);
});

test("the list says what it is of; typing finds the others too, those that suit first", () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  const picker = new Picker(document.createElement("textarea") as unknown as HTMLElement, () => undefined);
  const words = () => [...picker.el.querySelectorAll("li")].map(({ textContent }) => textContent);
  picker.show(offered("收入"), "", true, false);
  assert.deepEqual(words(), ["会费收入", "其他收入", "上年结余"]);
  assert.equal(picker.el.querySelector("p")?.textContent, "收入的共 3 个；打字可查找全部");
  picker.show(offered("收入"), "qt", false, false);
  assert.deepEqual(words(), ["其他收入", "其他支出"]);
  picker.show(offered("收入"), "px", false, false);
  assert.deepEqual(words(), ["培训费"]);
});
