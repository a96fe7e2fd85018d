/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { firstBlank, nextBlank } from "../../src/editor/blanks";

test("the first thing that a sentence leaves open is found with its brackets", () => {
  const words = "解决噪声超标的问题：【做什么】，由【谁】负责。";
  const found = firstBlank(words);
  assert.ok(found);
  assert.equal(words.slice(found.from, found.to), "【做什么】");
});

test("a sentence with nothing to fill in has none, nor has a bracket that is not closed", () => {
  for (const words of ["全年慰问580人次。", "由【谁负责。", "【做什么\n】"]) assert.equal(firstBlank(words), null);
});

test("Tab goes from one to the next of the paragraph, and leaves the text after the last", () => {
  const doc = "由【谁】负责，【几月底前】完成。\n另由【谁】看。";
  let state = EditorState.create({ doc });
  const view = {
    get state() {
      return state;
    },
    dispatch: (spec: TransactionSpec) => {
      state = state.update(spec).state;
    },
  } as unknown as EditorView;
  const chosen = () => state.sliceDoc(state.selection.main.from, state.selection.main.to);
  assert.ok(nextBlank(view));
  assert.equal(chosen(), "【谁】");
  view.dispatch(state.replaceSelection("工会主席"));
  assert.ok(nextBlank(view));
  assert.equal(chosen(), "【几月底前】");
  assert.equal(nextBlank(view), false);
  assert.equal(chosen(), "【几月底前】");
});
