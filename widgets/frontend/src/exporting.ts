// The finished files: one button for each format.

import { button, fill, h } from "./dom";
import { download, type FileMade } from "./download";
import { Refused, type Host } from "./host";
import { goTo } from "./page";
import { unlessStopped } from "./stopping";

interface Props {
  formats: { id: string; label: string; hint: string; layout: boolean }[];
  /** Figures the text names and the ledgers do not hold. */
  missing: string[];
}

export function exporting(host: Host<Props>): void {
  const gaps = h("div", { class: "zj-gaps" });
  const allow = h("input", { type: "checkbox", id: "zj-allow-missing" });
  const plain = h("input", { type: "checkbox", id: "zj-plain-layout" });
  const progress = h("span", { class: "zj-hint", role: "status" });
  let control = new AbortController();
  const cancel = button("取消", () => {
    control.abort();
  }, { kind: "quiet" });
  cancel.hidden = true;
  const look = button("先看每一页排成什么样", () => {
    goTo("preview");
  }, { kind: "quiet" });
  const save = async (pressed: HTMLButtonElement, to: string) => {
    if (to !== "zip" && host.props.missing.length > 0 && !allow.checked) {
      host.say("还有数字空着。请先补上；确要带着空缺导出，请在下面打勾。", "look");
      return;
    }
    if (!cancel.hidden) {
      host.say("上一个文件还没有做好。请等一等，或者先取消。", "look");
      return;
    }
    host.say("");
    control = new AbortController();
    cancel.hidden = false;
    progress.textContent = "正在生成文件……";
    pressed.setAttribute("aria-busy", "true");
    const how = { to, theme: plain.checked ? "plain" : "gongwen", allow_missing: allow.checked };
    try {
      const made = await unlessStopped(host, host.ask<FileMade>("export", how), control.signal, progress);
      host.say([`已导出：${download(made)}。`, ...(made.result.notes ?? [])].join(""));
    } catch (error) {
      if (control.signal.aborted) host.say("取消了，没有生成文件。");
      else if (!(error instanceof Refused)) throw error;
    } finally {
      pressed.removeAttribute("aria-busy");
      cancel.hidden = true;
      progress.textContent = "";
    }
  };
  const cards = host.props.formats.map(({ id, label, hint }, index) => {
    const go = button(label, () => void save(go, id), { kind: index === 0 ? "main" : "" });
    return h("li", {}, go, h("span", { class: "zj-hint" }, hint));
  });
  host.el.append(
    gaps,
    h("ul", { class: "zj-formats" }, ...cards),
    h("p", { class: "zj-actions" }, look, progress, cancel),
    h("p", { class: "zj-check" }, plain, h("label", { for: plain.id }, "用普通版式（默认按公文格式：仿宋三号，每页 22 行）")),
  );
  host.draw(({ missing }) => {
    fill(
      gaps,
      missing.length > 0 &&
        h(
          "p",
          { class: "zj-missing" },
          `文中有 ${missing.length} 处台账里找不到：${missing.join("、")}。请补台账或改文字。`,
        ),
      missing.length > 0 &&
        h("p", { class: "zj-check" }, allow, h("label", { for: allow.id }, "带着空缺导出，空缺处写成【缺：…】")),
    );
    if (missing.length === 0) allow.checked = false;
  });
}
