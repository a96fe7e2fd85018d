/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { Menu } from "../src/menu";

const ran: string[] = [];
let menu: Menu;

beforeEach(() => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  ran.length = 0;
  menu = new Menu("导出", () => ["甲", "乙", "丙"].map((label) => ({ label, run: () => ran.push(label) })));
  document.body.append(menu.el as never);
});

const press = (key: string) => {
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(event);
  return event;
};
const focused = () => document.activeElement?.textContent;
const isOpen = () => menu.opener.getAttribute("aria-expanded") === "true";

test("arrows open it at either end and go round; Escape closes and gives the focus back", () => {
  menu.opener.focus();
  assert.equal(menu.opener.getAttribute("aria-haspopup"), "menu");
  press("ArrowUp");
  assert.equal(focused(), "丙");
  press("ArrowDown");
  assert.equal(focused(), "甲");
  press("ArrowUp");
  assert.equal(focused(), "丙");
  press("Home");
  assert.equal(focused(), "甲");
  press("End");
  assert.equal(focused(), "丙");
  assert.equal(press("Escape").defaultPrevented, true);
  assert.equal(isOpen(), false);
  assert.equal(document.activeElement, menu.opener);
  assert.equal(press("Escape").defaultPrevented, false, "closed it leaves Escape to the page");
});

test("what is chosen is done once, with the menu closed before", () => {
  menu.opener.click();
  assert.equal(focused(), "甲");
  press("ArrowDown");
  (document.activeElement as HTMLElement).click();
  assert.deepEqual(ran, ["乙"]);
  assert.equal(isOpen(), false);
});

test("a press beside it closes it", () => {
  menu.opener.click();
  document.body.dispatchEvent(new window.Event("pointerdown", { bubbles: true }));
  assert.equal(isOpen(), false);
  menu.opener.click();
  press("Tab");
  assert.equal(isOpen(), false);
});
