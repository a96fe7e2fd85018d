/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { Refused, type Host } from "../src/host";
import { placed, type Place } from "../src/queue";
import { dropArea } from "../src/upload";

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

// A host whose questions wait until the test answers them.
class Desk {
  readonly asked: string[] = [];
  readonly done: object[] = [];
  readonly places: string[] = [];
  said = "";
  private readonly open = new Map<string, [(answer: object) => void, (error: Error) => void]>();
  readonly area: HTMLElement;
  readonly next: () => void;

  constructor(several = false, rest = "") {
    const host = {
      say: (text: string) => {
        this.said = text;
      },
      ask: (action: string) => {
        this.asked.push(action);
        return new Promise((resolve, reject) => {
          this.open.set(action, [resolve, reject]);
        });
      },
    } as unknown as Host<object>;
    const done = (result: object, place: Place) => {
      this.done.push(result);
      this.places.push(placed(place));
    };
    const options = { label: "导入", endings: [".csv"], limit: 20, several, rest, done };
    const area = dropArea(host, "read", options);
    [this.area, this.next] = [area.el, area.next];
    document.body.append(this.area);
  }

  drop(...names: string[]): void {
    const event = new window.Event("drop");
    const files = (names.length > 0 ? names : ["慰问.csv"]).map((name) => new File(["a,b"], name));
    Object.assign(event, { dataTransfer: { files } });
    this.area.dispatchEvent(event);
  }

  async answer(action: string, result: object = {}): Promise<void> {
    const [resolve] = await this.question(action);
    resolve({ result, buffers: [] });
    await settled();
  }

  async refuse(action: string, why: string): Promise<void> {
    const [, reject] = await this.question(action);
    reject(new Refused(why));
    await settled();
  }

  // It may take a while on a busy computer until it is asked.
  private async question(action: string): Promise<[(answer: object) => void, (error: Error) => void]> {
    await settled();
    for (;;) {
      const found = this.open.get(action);
      this.open.delete(action);
      if (found) return found;
      await settled();
    }
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

test("several files go one after the other, each when the one before is done with", async () => {
  const desk = new Desk(true);
  desk.drop("活动.csv", "慰问.csv");
  await desk.answer("part");
  await desk.answer("read", { rows: 3 });
  assert.deepEqual(desk.places, ["第 1 个，共 2 个"]);
  desk.drop("经费.csv");
  assert.equal(desk.said, "新选的文件排在后面。");
  assert.deepEqual(desk.asked, ["part", "read"]);
  for (const rows of [4, 5]) {
    desk.next();
    await desk.answer("part");
    await desk.answer("read", { rows });
  }
  assert.deepEqual(desk.done, [{ rows: 3 }, { rows: 4 }, { rows: 5 }]);
  assert.deepEqual(desk.places.slice(1), ["第 2 个，共 3 个", "第 3 个，共 3 个"]);
  desk.next();
  await settled();
  assert.equal(desk.asked.length, 6);
  desk.drop();
  await desk.answer("part");
  await desk.answer("read");
  assert.equal(desk.places.at(-1), "");
});

test("a file that is refused or cancelled stops none of the others, and is told of", async () => {
  const desk = new Desk(true);
  desk.drop("活动.doc", "慰问.csv", "经费.csv", "会议.csv");
  await desk.answer("part");
  await desk.refuse("read", "没有认出表头。");
  await desk.answer("part");
  desk.cancel();
  await desk.answer("read"); // else it would be asked for ever how far that is
  await desk.answer("part");
  await desk.answer("read", { rows: 3 });
  assert.deepEqual(desk.places, ["第 4 个，共 4 个"]);
  assert.deepEqual([...desk.area.querySelectorAll("p")].map(({ textContent }) => textContent), [
    "“活动.doc”不是 .csv 文件。请在 Excel 里另存为 .xlsx 再导入。",
    "“慰问.csv”：没有认出表头。",
    "“经费.csv”：取消了，没有导入。",
  ]);
  assert.equal(desk.said, "");
});

test("where one file is taken, it is said which of several it is, and when the others are", async () => {
  const desk = new Desk(false, "其余的以后再导入");
  assert.match(desk.area.textContent, /。有几个文件的，先选一个，其余的以后再导入/);
  desk.drop("活动.csv", "慰问.csv");
  await desk.answer("part");
  await desk.answer("read", { rows: 3 });
  desk.next();
  await settled();
  assert.deepEqual(desk.done, [{ rows: 3 }]);
  assert.match(desk.area.textContent, /用的是“活动.csv”；其余的以后再导入。/);
});
