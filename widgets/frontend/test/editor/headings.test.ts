/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { isHeading } from "../../src/editor/headings";
import lines from "../../../../tests/data/headings.json";

test("a line looks like a heading where the document prints one", () => {
  assert.deepEqual(lines.headings.filter((line) => !isHeading(line)), []);
  assert.deepEqual(lines.body.filter(isHeading), []);
});
