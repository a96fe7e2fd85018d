/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { Refused, type Host } from "../src/host";
import { Work } from "../src/stopping";

const STOPPED = "取消了。";
const asked: string[] = [];
let said = "";
let work: Work<object>;

beforeEach(() => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  asked.length = 0;
  said = "";
  work = new Work({
    say: (text: string) => {
      said = text;
    },
    ask: (action: string) => {
      asked.push(action);
      return Promise.resolve({ result: { said: "正在排版" }, buffers: [] });
    },
  } as unknown as Host<object>);
});

const cancel = () => work.el.querySelector("button");
const told = () => work.el.querySelector("[role=status]")?.textContent;

test("it says how far it is, can be cancelled meanwhile, and leaves nothing behind", async () => {
  assert.equal(cancel()?.hidden, true);
  const done = work.run(STOPPED, async () => {
    work.say("正在生成文件……");
    await work.unlessStopped(new Promise((resolve) => setTimeout(resolve, 450)));
    assert.equal(told(), "正在排版……");
  });
  assert.deepEqual([work.busy, told(), cancel()?.hidden], [true, "正在生成文件……", false]);
  assert.equal(await done, true);
  assert.deepEqual([work.busy, told(), cancel()?.hidden, said], [false, "", true, ""]);
});

test("what is cancelled is stopped in the kernel and said to be", async () => {
  const done = work.run(STOPPED, async () => {
    await work.unlessStopped(new Promise((resolve) => setTimeout(resolve, 50)));
  });
  cancel()?.click();
  assert.equal(await done, false);
  assert.deepEqual([asked, said, work.busy], [["stop"], STOPPED, false]);
});

test("what the kernel refuses ends it: the host has said why", async () => {
  const done = work.run(STOPPED, () => Promise.reject(new Refused("不行。")));
  assert.equal(await done, false);
  assert.deepEqual([said, work.busy], ["", false]);
});

test("what cannot be stopped any more has no button", async () => {
  await work.run(STOPPED, () => {
    work.say("正在读取……", { stoppable: false });
    assert.equal(cancel()?.hidden, true);
    return Promise.resolve();
  });
});
