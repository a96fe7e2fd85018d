// Where am I, what is left: the steps on the left, and above them the summary and its saving.

import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { currentStep, goTo, inVoila, neighbour, onTurn, turnIntoSteps } from "./page";

interface Item {
  step: string;
  label: string;
  /** "62 行", or empty. */
  note: string;
  state: "done" | "open" | "look" | "block" | "none";
}

interface Props {
  title: string;
  /** What became of the last change, e.g. 已保存 10:42:07. */
  saved: string;
  /** Something to know about this draft as a whole; empty when there is nothing. */
  notice: string;
  /** Why the draft in the address cannot be shown; then nothing else is. */
  trouble: string;
  home: string;
  draft: string;
  /** A group without a label has none above its steps. */
  groups: { label: string; note: string; items: Item[] }[];
  /** Steps that are reached from the bar at the top. */
  tools: Item[];
}

const STATES = {
  done: { mark: "✓", words: "写好了" },
  open: { mark: "○", words: "还没写" },
  look: { mark: "!", words: "有要看的" },
  block: { mark: "!", words: "有空缺" },
  none: { mark: "", words: "" },
} as const;

export function nav(host: Host<Props>): void {
  const title = h("p", { class: "zj-title" });
  const saved = h("p", { class: "zj-saved", role: "status" });
  const notice = h("p", { class: "zj-banner", role: "status" });
  const tools = h("div", { class: "zj-tools" });
  const list = h("div", { class: "zj-steps" });
  const home = h("a", { class: "zj-home" }, "全部总结");
  const menu = button("目录", () => document.body.classList.toggle("zj-menu-open"));
  menu.classList.add("zj-contents");
  const bar = h("header", { class: "zj-bar" }, menu, home, title, saved, tools);
  const steps = h("nav", { class: "zj-side", "aria-label": "目录" }, list);
  host.el.append(bar, notice, steps);

  const visit = (step: string) => {
    document.body.classList.remove("zj-menu-open");
    if (!goTo(step)) host.say("这一步在下面还没显示出来，请向下滚动。");
  };
  const paint = () => {
    const props = host.props;
    title.textContent = props.title;
    document.title = props.title;
    saved.textContent = props.saved;
    notice.textContent = props.trouble || props.notice;
    notice.hidden = notice.textContent === "";
    notice.dataset.tone = props.trouble ? "block" : "plain";
    document.body.classList.toggle("zj-trouble", props.trouble !== "");
    home.href = props.home;
    home.hidden = props.home === "" || !inVoila();
    showDraftInAddress(props.draft);
    const here = inVoila() ? currentStep() : "";
    fill(tools, ...props.tools.map((item) => tool(item, here, visit)));
    fill(list, ...props.groups.map((group) => groupOf(group, here, visit)));
  };
  host.draw(paint);
  host.onClose(onTurn(paint));
  host.onClose(listenToKeys());
  turnIntoSteps();
  // A kernel that was warmed up before anyone came knows nothing of the address.
  void host.ask("opened", { address: location.search }).catch(() => undefined);
}

function groupOf(
  group: Props["groups"][number],
  here: string,
  visit: (step: string) => void,
): HTMLElement {
  const head = group.label && h("p", { class: "zj-group" }, group.label, h("span", {}, group.note));
  const items = group.items.map((item) => {
    const { mark, words } = STATES[item.state];
    const link = h(
      "a",
      {
        href: `#${encodeURIComponent(item.step)}`,
        class: `zj-step is-${item.state}`,
        "aria-current": item.step === here ? "step" : null,
        on: {
          click: (event) => {
            event.preventDefault();
            visit(item.step);
          },
        },
      },
      h("span", { class: "zj-mark", "aria-hidden": "true" }, mark),
      h("span", { class: "zj-step-label" }, item.label),
      h("span", { class: "zj-step-note" }, item.note),
      words && h("span", { class: "zj-unseen" }, `（${words}）`),
    );
    return h("li", {}, link);
  });
  return h("section", {}, head, h("ul", {}, ...items));
}

function tool(item: Item, here: string, visit: (step: string) => void): HTMLElement {
  const made = button(item.label + item.note, () => {
    visit(item.step);
  }, { kind: item.step === "export" ? "main" : "" });
  made.dataset.state = item.state;
  if (item.step === here) made.setAttribute("aria-current", "step");
  return made;
}

// The first change of a sample makes it a draft of one's own; a reload then opens that draft.
function showDraftInAddress(draft: string): void {
  if (!inVoila() || draft === "") return;
  const address = new URL(location.href);
  if (address.searchParams.get("draft") === draft) return;
  address.searchParams.set("draft", draft);
  history.replaceState(history.state, "", address);
}

// Alt+↓/↑ turn the page; Ctrl+S is what hands expect, and everything is saved already.
function listenToKeys(): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = inVoila() && neighbour(event.key === "ArrowDown" ? 1 : -1);
      if (next) {
        event.preventDefault();
        goTo(next);
      }
    } else if (event.ctrlKey && event.key === "s" && inVoila()) {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("zj-save"));
    }
  };
  window.addEventListener("keydown", press);
  return () => {
    window.removeEventListener("keydown", press);
  };
}
