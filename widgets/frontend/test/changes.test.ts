/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { shortened } from "../src/changes";

test("of a long stretch that stayed only its ends are shown", () => {
  assert.equal(shortened("一".repeat(72), 24), "一".repeat(72));
  const long = `${"一".repeat(40)}${"二".repeat(40)}`;
  assert.equal(shortened(long, 24), `${"一".repeat(24)}……${"二".repeat(24)}`);
});

test("neither end is cut inside a number or a word", () => {
  const long = `${"一".repeat(22)}12345.6元${"二".repeat(60)}95.3%${"三".repeat(22)}`;
  assert.equal(shortened(long, 24), `${"一".repeat(22)}12345.6……95.3%${"三".repeat(22)}`);
  const whole = "1234567890".repeat(8);
  assert.equal(shortened(whole, 24), whole);
});
