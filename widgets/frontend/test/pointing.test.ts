/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pointing } from "../src/pointing";

test("what is pointed at waits for its view, and is told once", () => {
  const pointing = new Pointing<number>();
  const told: number[] = [];
  pointing.point("welfare", 1);
  pointing.point("welfare", 2);
  const stop = pointing.follow("welfare", (value) => told.push(value));
  pointing.point("welfare", 3);
  stop();
  pointing.point("welfare", 4);
  assert.deepEqual(told, [2, 3]);
  pointing.follow("welfare", (value) => told.push(value));
  assert.deepEqual(told, [2, 3, 4]);
});
