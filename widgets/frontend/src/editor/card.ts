// What a chip says when one points at it or walks past it with the arrow keys.

import { EditorSelection, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { button, h } from "../dom";
import { tokenAt } from "./chips";
import { full, otherwise, own, spoken, type Token } from "./figures";
import { figuresOf, hooks } from "./state";

const hover = hoverTooltip(
  ({ state }, at, side) => {
    const token = tokenAt(state, at, side);
    const within = token && (at > token.from || side > 0) && (at < token.to || side < 0);
    return within ? { ...card(token, false), end: token.to } : null;
  },
  { hoverTime: 250, hideOnChange: true },
);

const beside = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    const { state, docChanged, selection } = transaction;
    if (docChanged) return null;
    if (!selection) return shown;
    const walked = transaction.isUserEvent("select") && !transaction.isUserEvent("select.pointer");
    const token = walked && selection.main.empty ? tokenAt(state, selection.main.head, -1) : null;
    return token && card(token, true);
  },
  provide: (field) => showTooltip.from(field),
});

// Said aloud as well, for those who do not see the card.
const aloud = EditorView.updateListener.of(({ view, state, startState }) => {
  const shown = state.field(beside);
  if (!shown || shown === startState.field(beside)) return;
  const token = tokenAt(state, state.selection.main.head, -1);
  if (!token) return;
  const words = describe(token, state).join("，");
  window.setTimeout(() => {
    view.dispatch({ effects: EditorView.announce.of(words) });
  });
});

const keys = keymap.of([
  {
    key: "Mod-Enter",
    run: ({ state }) => {
      const token = tokenAt(state, state.selection.main.head, -1);
      if (!token || !own(figuresOf(state), token.key)) return false;
      state.facet(hooks).openRows(token.key);
      return true;
    },
  },
  {
    key: "Alt-Enter",
    run: (view) => {
      const token = tokenAt(view.state, view.state.selection.main.head, -1);
      return token !== null && rewrite(view, token);
    },
  },
  {
    key: "Escape",
    run: (view) => {
      if (!view.state.field(beside)) return false;
      const { main } = view.state.selection;
      view.dispatch({ selection: EditorSelection.single(main.head) }); // not a walk: it closes
      return true;
    },
  },
]);

function card(token: Token, walked: boolean): Tooltip {
  return {
    pos: token.from,
    above: true,
    create: (view) => {
      const { state } = view;
      const [title = "", ...lines] = describe(token, state);
      if (own(figuresOf(state), token.key)) {
        lines.push(walked ? "按 Ctrl+回车 查看台账里的这些行" : "点一下，查看台账里的这些行");
      }
      const parts = lines.map((line) => h("div", {}, line));
      const other = state.readOnly ? null : otherwise(token, figuresOf(state));
      const change = other && (walked
        ? h("div", {}, `按 Alt+回车 改写成${other.words}`)
        : button(`改写成${other.words}`, () => {
            rewrite(view, token);
          }, { kind: "quiet" }));
      return { dom: h("div", { class: "cm-zj-card" }, h("strong", {}, title), ...parts, change) };
    },
  };
}

// 元 and 万元 are two ways to write the same sum; a 元 typed behind the bare number goes with it.
function rewrite(view: EditorView, { from, to, key, format }: Token): boolean {
  const { state } = view;
  const other = state.readOnly ? null : otherwise({ key, format }, figuresOf(state));
  if (!other) return false;
  const unit = format === "" && state.sliceDoc(to, to + 1) === "元" ? 1 : 0;
  const insert = `{{${key}|${other.format}}}`;
  view.dispatch({
    changes: { from, to: to + unit, insert },
    selection: { anchor: from + insert.length },
    userEvent: "input",
  });
  view.focus();
  return true;
}

function describe({ key }: Token, state: EditorState): string[] {
  const figure = own(figuresOf(state), key);
  if (!figure) return [spoken(key), "台账里没有这个数字。请补上台账，或删去这里。"];
  const rough = figure.exact ? "" : "其中有概数，照台账原样写";
  return [`${spoken(key)}：${full(figure)}`, figure.period, figure.how, rough].filter((line) => line !== "");
}

export const cards: Extension = [beside, hover, aloud, keys];
