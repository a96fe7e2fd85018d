// The earlier versions of a part: who wrote when, what it changed, and the way back to it.

import { showChanges, type Changed } from "./changes";
import { button, fill, h } from "./dom";
import { Looks, silently } from "./looks";
import type { Host } from "./host";

interface Version {
  number: number;
  /** The version before it; null for the first that is kept. */
  before: number | null;
  /** 今天 10:42. */
  at: string;
  by: string;
  /** The named versions of the whole draft that it is part of. */
  names: string[];
  /** Whether it is the present one. */
  now: boolean;
}

/** A folded list under a view; it is asked for each time it is opened. */
export function past(host: Host<unknown>): HTMLElement {
  const list = h("ol", { class: "zj-past" });
  const made = h("details", { class: "zj-past-fold" }, h("summary", {}, "以前的版本"), list);
  const load = () => silently(async () => {
    const { result } = await host.ask<{ versions: Version[] }>("past");
    const now = result.versions[0]?.number ?? 0;
    fill(list, ...result.versions.map((one) => version(host, one, now, () => void load())));
    if (result.versions.length === 0) fill(list, h("li", {}, "还没有改动过。改动以后，每一版都留在这里。"));
  });
  made.addEventListener("toggle", () => {
    if (made.open) void load();
  });
  return made;
}

function version(host: Host<unknown>, one: Version, now: number, changed: () => void): HTMLElement {
  const show = (number: number, before: number | null) => async (el: HTMLElement) => {
    showChanges(el, (await host.ask<Changed>("version", { number, before })).result);
  };
  const looks = new Looks();
  const back = button("恢复到这一版", () => {
    void host.press(back, "restore", { number: one.number }).then((answer) => {
      if (!answer) return;
      host.say(`已恢复到 ${one.at} 的一版；恢复以前的也留着。`);
      changed();
    });
  }, { kind: "quiet" });
  return h("li", {},
    h("span", { class: "zj-past-head" }, h("time", {}, one.at), h("span", {}, one.by)),
    one.now ? h("span", { class: "zj-length" }, "现在的一版") : back,
    looks.opener("看改了什么", show(one.number, one.before)),
    !one.now && looks.opener("和现在比", show(now, one.number)),
    ...one.names.map(nameOf),
    looks.el);
}

/** What a named version is called. */
export function nameOf(words: string): HTMLElement {
  return h("span", { class: "zj-version-name" }, words);
}
