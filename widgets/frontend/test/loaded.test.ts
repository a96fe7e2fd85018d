/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { loaded } from "../src/link";

beforeEach(() => {
  Object.assign(globalThis, { window: { setTimeout: setImmediate } });
});

test("code that does not come is asked for again", async () => {
  let tries = 0;
  const load = () => ((tries += 1) < 3 ? Promise.reject(new Error("cut off")) : Promise.resolve("code"));
  assert.equal(await loaded(load), "code");
});

test("code that is not there is asked for no more", async () => {
  let tries = 0;
  const load = () => Promise.reject(new Error(`not there ${(tries += 1)}`));
  await assert.rejects(loaded(load), /not there 3/);
});
