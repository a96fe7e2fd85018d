/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { Host } from "../src/host";
import { dropArea } from "../src/upload";

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

// A host whose questions wait until the test answers them.
class Desk {
  readonly asked: string[] = [];
  readonly done: object[] = [];
  said = "";
  private readonly open = new Map<string, (result: object) => void>();
  readonly area: HTMLElement;

  constructor() {
    const host = {
      say: (text: string) => {
        this.said = text;
      },
      ask: (action: string) => {
        this.asked.push(action);
        return new Promise((resolve) => {
          this.open.set(action, (result) => {
            resolve({ result, buffers: [] });
          });
        });
      },
    } as unknown as Host<object>;
    this.area = dropArea(host, "read", { label: "导入", endings: [".csv"], limit: 20, done: (result: object) => this.done.push(result) });
    document.body.append(this.area);
  }

  drop(name = "慰问.csv"): void {
    const event = new window.Event("drop");
    Object.assign(event, { dataTransfer: { files: [new File(["a,b"], name)] } });
    this.area.dispatchEvent(event);
  }

  async answer(action: string, result: object = {}): Promise<void> {
    await settled();
    this.open.get(action)?.(result);
    await settled();
  }

  cancel(): void {
    [...this.area.querySelectorAll("button")].find(({ textContent }) => textContent === "取消")?.click();
  }
}

beforeEach(() => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
});

test("a file goes in parts, is read, and what was read is given back", async () => {
  const desk = new Desk();
  desk.drop();
  await desk.answer("part");
  await desk.answer("read", { rows: 3 });
  assert.deepEqual(desk.asked, ["part", "read"]);
  assert.deepEqual(desk.done, [{ rows: 3 }]);
  assert.equal(desk.area.hasAttribute("aria-busy"), false);
});

test("a file that is cancelled on its way is not read", async () => {
  const desk = new Desk();
  desk.drop();
  await settled();
  desk.cancel();
  await desk.answer("part");
  assert.deepEqual(desk.asked, ["part"]);
  assert.equal(desk.said, "取消了，什么也没有导入。");
});

test("a reading that is cancelled is stopped, and what it gives is dropped", async () => {
  const desk = new Desk();
  desk.drop();
  await desk.answer("part");
  desk.cancel();
  await settled();
  assert.deepEqual(desk.asked, ["part", "read", "stop"]);
  assert.equal(desk.said, "取消了，什么也没有导入。");
  await desk.answer("read", { rows: 3 });
  assert.deepEqual(desk.done, []);
  desk.drop();
  await desk.answer("part");
  await desk.answer("read", { rows: 4 });
  assert.deepEqual(desk.done, [{ rows: 4 }]);
});

test("a second file waits for the first to be read or cancelled", async () => {
  const desk = new Desk();
  desk.drop();
  await settled();
  desk.drop("别的.csv");
  assert.equal(desk.said, "上一个文件还没有读完。请等一等，或者先取消。");
  assert.deepEqual(desk.asked, ["part"]);
  await desk.answer("part");
  await desk.answer("read");
});

test("a reading says how far it is", async () => {
  const desk = new Desk();
  desk.drop();
  await desk.answer("part");
  await new Promise((resolve) => setTimeout(resolve, 450));
  await desk.answer("progress", { said: "正在读“慰问”（8000 行）" });
  assert.equal(desk.area.querySelector("[role=status]")?.textContent, "正在读“慰问”（8000 行）……");
  await desk.answer("read");
});
