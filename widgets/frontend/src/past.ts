// The earlier versions of a part: who wrote when, what it changed, and the way back to it.

import { button, fill, h } from "./dom";
import { Refused, type Host } from "./host";

interface Version {
  number: number;
  /** The version before it; null for the first that is kept. */
  before: number | null;
  /** 今天 10:42. */
  at: string;
  by: string;
  /** Whether it is the present one. */
  now: boolean;
}

type Piece = [kind: "same" | "removed" | "added" | "told", text: string];

/** A folded list under a view; it is asked for each time it is opened. */
export function past(host: Host<unknown>): HTMLElement {
  const list = h("ol", { class: "zj-past" });
  const made = h("details", { class: "zj-past-fold" }, h("summary", {}, "以前的版本"), list);
  const load = async (): Promise<void> => {
    try {
      const { result } = await host.ask<{ versions: Version[] }>("past");
      fill(list, ...result.versions.map((one) => version(host, one, () => void load())));
      if (result.versions.length === 0) fill(list, h("li", {}, "还没有改动过。改动以后，每一版都留在这里。"));
    } catch (error) {
      refused(error);
    }
  };
  made.addEventListener("toggle", () => {
    if (made.open) void load();
  });
  return made;
}

function version(host: Host<unknown>, one: Version, changed: () => void): HTMLElement {
  const shown = h("div", { class: "zj-changes", hidden: true });
  const look = button("看改了什么", () => {
    const open = shown.hidden;
    look.setAttribute("aria-expanded", String(open));
    shown.hidden = !open;
    if (open) void show(host, one, shown);
  }, { kind: "quiet" });
  look.setAttribute("aria-expanded", "false");
  const back = button("恢复到这一版", () => {
    void host.press(back, "restore", { number: one.number }).then((answer) => {
      if (!answer) return;
      host.say(`已恢复到${one.at}的一版；恢复以前的也留着。`);
      changed();
    });
  }, { kind: "quiet" });
  const head = h("span", { class: "zj-past-head" }, h("time", {}, one.at), h("span", {}, one.by));
  return h("li", {}, head, one.now ? h("span", { class: "zj-length" }, "现在的一版") : back, look, shown);
}

async function show(host: Host<unknown>, { number, before }: Version, el: HTMLElement): Promise<void> {
  try {
    const { result } = await host.ask<{ pieces: Piece[] }>("version", { number, before });
    const changed = result.pieces.some(([kind, text]) => kind !== "same" && text !== "");
    if (!changed) fill(el, "没有改动文字。");
    else fill(el, ...result.pieces.map(drawn));
  } catch (error) {
    refused(error);
  }
}

function drawn([kind, text]: Piece): HTMLElement {
  if (kind === "added") return h("ins", {}, text);
  if (kind === "removed") return h("del", {}, text);
  return h("span", {}, text);
}

// Why is said above the view.
function refused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
