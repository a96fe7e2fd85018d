/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { shortened } from "../src/bringback";

test("of a long stretch that stayed only its ends are shown", () => {
  assert.equal(shortened("一".repeat(72)), "一".repeat(72));
  const long = `${"一".repeat(40)}${"二".repeat(40)}`;
  assert.equal(shortened(long), `${"一".repeat(24)}……${"二".repeat(24)}`);
});
