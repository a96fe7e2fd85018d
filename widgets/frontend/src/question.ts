// A small form for what needs a word more before it is done: what to know, a field or none, and two
// answers. Esc leaves it.

import { button, h, uid } from "./dom";

export interface Question {
  /** What to know before one agrees. */
  say: string;
  field?: { label: string; value: string; hint: string; choices?: { value: string; label: string }[] };
  yes: string;
  no: string;
  /** What the second answer does beside leaving the question. */
  instead?: () => void;
}

/** `answer` gets what was typed and is false when it was refused; `leave` takes the form away. */
export function questionForm(
  { say, field, yes, no, instead }: Question,
  answer: (words: string) => Promise<boolean>,
  leave: () => void,
): { el: HTMLFormElement; focus: () => void } {
  const input = field && (field.choices
    ? h("select", { id: uid(), class: "zj-input" }, ...field.choices.map(({ value, label }) => h("option", { value }, label)))
    : h("input", { id: uid(), class: "zj-input", type: "text", value: field.value, placeholder: field.hint, autocomplete: "off" }));
  const go = h("button", { type: "submit", class: "zj-button" }, yes);
  const back = button(no, () => {
    leave();
    instead?.();
  }, { kind: instead ? "" : "quiet" });
  const answers = instead ? [back, go] : [go, back];
  const el = h("form", { class: "zj-question" },
    field && input && h("label", { for: input.id }, field.label), input,
    h("span", { class: instead ? null : "zj-hint" }, say), ...answers);
  el.addEventListener("submit", (event) => {
    event.preventDefault();
    if (go.getAttribute("aria-busy") === "true") return;
    go.setAttribute("aria-busy", "true");
    void answer(input?.value ?? "").then((done) => {
      go.removeAttribute("aria-busy");
      if (!done) input?.focus();
    });
  });
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // the page goes nowhere
    leave();
  });
  return {
    el,
    focus: () => {
      (input ?? back).focus();
      if (input && "select" in input) input.select();
    },
  };
}

/** Why a summary that was signed off is to be changed. */
export const REOPEN: Question = {
  say: "原因会记在历史里。",
  field: { label: "为什么还要改", value: "", hint: "如：数字有更正" },
  yes: "取消定稿",
  no: "不改了",
};

/** What is said before a summary is signed off in which something is left to look at. */
export function unfinished(left: string, look: () => void): Question {
  return { say: `${left}定稿以后只能看，要改得先取消定稿。`, yes: "仍然定稿", no: "先去看", instead: look };
}
