/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import type { Host } from "../src/host";
import { preview } from "../src/preview";

const HEIGHT = 400; // of what is on screen

// The view on its step, with a layout of two pages that comes when `laid` is called.
function opened() {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  const watcher = class {
    observe(): void { /* nothing is fetched here */ }
    unobserve(): void { /* nothing is fetched here */ }
  };
  Object.assign(globalThis, { window, document, Node, IntersectionObserver: watcher });
  document.body.className = "zj-voila zj-ready";
  const step = document.createElement("div");
  document.body.append(step);
  let laid: (answer: object) => void = () => undefined;
  let draw: () => void = () => undefined;
  const host = {
    el: step,
    props: { version: 1 },
    ask: () => new Promise((resolve) => (laid = resolve)),
    draw: (paint: () => void) => {
      (draw = paint)();
    },
    onClose: () => undefined,
  };
  preview(host as unknown as Host<{ version: number }>);
  const show = (visible: boolean) => {
    step.hidden = !visible;
    const el = step.querySelector(".zj-sheets");
    Object.defineProperty(el, "clientHeight", { value: visible ? HEIGHT : 0, configurable: true });
    [...step.querySelectorAll(".zj-printed")].forEach((sheet, index) => {
      Object.defineProperty(sheet, "offsetTop", { value: visible ? index * 800 : 0, configurable: true });
    });
    draw();
  };
  const lay = async () => {
    laid({ result: { pages: ["a", "b"], size: [595, 842] }, buffers: [] });
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const said = () => step.querySelector("[role=status]")?.textContent;
  const next = () => [...step.querySelectorAll("button")].find(({ textContent }) => textContent === "下一页");
  return { show, lay, said, next };
}

test("laid out while another step is shown, it says which page is on screen upon return", async () => {
  const { show, lay, said, next } = opened();
  show(true);
  show(false);
  await lay();
  assert.equal(said(), "正在排版……");
  show(true);
  assert.equal(said(), "第 1 页，共 2 页");
  assert.equal(next()?.disabled, false);
});
