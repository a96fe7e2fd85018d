// The finished files: what is left to do before, then one button for each format. The menu on the
// top bar makes the same files from any step.

import { bringBack } from "./bringback";
import { button, fill, h } from "./dom";
import { download, type FileMade } from "./download";
import type { Host } from "./host";
import { links, type Link } from "./links";
import { isShown, onTurn } from "./page";
import { Pointing } from "./pointing";
import { questionForm, unfinished } from "./question";
import { Work } from "./stopping";
import { tell } from "./strip";
import { jump } from "./way";

const STEP = "export";
const wanted = new Pointing<string>();

interface Props {
  formats: { id: string; label: string; hint: string; layout: boolean }[];
  /** Figures the text names and the ledgers do not hold. */
  missing: string[];
  /** What is left to do, each with the steps it is on. */
  left: { say: string; links: Link[] }[];
  /** The same in a sentence; empty when nothing is left. */
  warning: string;
  /** Said when nothing is left. */
  clear: string;
  /** Files that can be brought back, and how large they may be in MB. */
  endings: string[];
  limit: number;
  /** Whether the officer is one who signs off. */
  signs: boolean;
}

/** Make the file of this format now, whatever step is shown. */
export function wantFile(format: string): void {
  wanted.point(STEP, format);
}

export function exporting(host: Host<Props>): void {
  const left = h("div", { class: "zj-left" });
  const gaps = h("div", { class: "zj-gaps" });
  const allow = h("input", { type: "checkbox", id: "zj-allow-missing" });
  const plain = h("input", { type: "checkbox", id: "zj-plain-layout" });
  const work = new Work(host);
  const say = announcer(host, work);
  const look = button("先看每一页排成什么样", () => {
    jump("preview");
  }, { kind: "quiet" });
  const save = async (to: string, pressed?: HTMLButtonElement) => {
    if (to !== "zip" && host.props.missing.length > 0 && !allow.checked) {
      jump(host.step); // the menu may have been pressed on another step
      host.say("还有数字空着。请先补上；确要带着空缺导出，请在下面打勾。", "look");
      return;
    }
    if (work.busy) {
      say("上一个文件还没有做好。请等一等，或者先取消。", "look");
      return;
    }
    pressed?.setAttribute("aria-busy", "true");
    const how = { to, theme: plain.checked ? "plain" : "gongwen", allow_missing: allow.checked };
    const done = await work.run("取消了，没有生成文件。", async () => {
      say("正在生成文件……", "plain", true);
      const made = await work.unlessStopped(host.ask<FileMade>("export", how));
      say([`已导出：${download(made)}。`, ...(made.result.notes ?? [])].join(""));
    });
    pressed?.removeAttribute("aria-busy");
    if (done) return;
    tell(STEP, null);
    if (!work.signal.aborted) jump(host.step); // where it is said why
  };
  const cards = host.props.formats.map(({ id, label, hint }, index) => {
    const go = button(label, () => void save(id, go), { kind: index === 0 ? "main" : "" });
    return h("li", {}, go, h("span", { class: "zj-hint" }, hint));
  });
  const formats = h("ul", { class: "zj-formats" }, ...cards);
  host.el.append(
    left,
    gaps,
    formats,
    h("p", { class: "zj-actions" }, look, work.el),
    h("p", { class: "zj-check" }, plain, h("label", { for: plain.id }, "用普通版式（默认按公文格式：仿宋三号，每页 22 行）")),
    signing(host),
    bringBack(host),
  );
  host.sayBelow(formats);
  host.draw((props) => {
    paintLeft(left, props);
    paintGaps(gaps, allow, props.missing);
  });
  host.onClose(wanted.follow(host.step, (to) => {
    const { warning, missing } = host.props;
    // What is missing is said where it can be allowed.
    if (warning === "" || missing.length > 0 || isShown(host.el)) void save(to);
    else ask(warning, () => void save(to));
  }));
  host.onClose(onTurn(() => {
    if (!work.busy) tell(STEP, null);
  }));
}

// The end of the work: from then on the summary is only read. What is left to look at is asked about
// before.
function signing(host: Host<Props>): HTMLElement {
  const asked = h("div", {});
  const signed = h("p", { role: "status", tabindex: -1 });
  const sign = async (sure: boolean): Promise<boolean> => {
    const answer = await host.press<{ left?: string }>(go, "sign", { sure });
    if (!answer) return false;
    fill(asked);
    if (answer.result.left) ask(answer.result.left);
    else signed.focus();
    return true;
  };
  const go = button("定稿", () => void sign(false));
  const ask = (left: string): void => {
    const look = () => {
      jump("review");
    };
    const form = questionForm(unfinished(left, look), () => sign(true), () => {
      fill(asked);
      go.focus();
    });
    fill(asked, form.el);
    form.focus();
  };
  const offer = h("p", {}, go, h("span", { class: "zj-hint" }, "文件报出去以后就定稿：谁也不能再改；要改，写明原因，取消定稿。"));
  const el = h("section", { class: "zj-signing" }, offer, asked, signed);
  const paint = () => {
    const done = host.locked !== "";
    el.hidden = host.draft === "" || !host.props.signs;
    offer.hidden = done;
    signed.textContent = done ? "已定稿。要改，请在最上面按“取消定稿”。" : "";
    if (done) fill(asked);
  };
  host.whenLocked(paint);
  host.whenDraft(paint);
  host.draw(paint);
  return el;
}

// Who makes a file from the menu has not seen what is left; they may make it all the same.
function ask(warning: string, make: () => void): void {
  const answer = (label: string, then: () => void) => ({ label, run: () => {
    tell(STEP, null);
    then();
  } });
  const look = answer("先看看", () => {
    jump("review");
  });
  tell(STEP, { text: warning, tone: "look", asks: true, actions: [look, answer("仍要导出", make)] });
}

// What there is to say stands in this view, or while another step is shown below that.
function announcer(host: Host<Props>, work: Work<Props>) {
  return (text: string, tone: "plain" | "look" = "plain", underWay = false) => {
    if (isShown(host.el)) {
      tell(STEP, null);
      host.say(underWay ? "" : text, tone);
      if (underWay) work.say(text);
      return;
    }
    const action = underWay
      ? { label: "取消", run: () => {
          work.stop();
        } }
      : { label: "知道了", run: () => {
          tell(STEP, null);
        } };
    tell(STEP, { text, tone, actions: [action] });
  };
}

function paintLeft(el: HTMLElement, { left, clear, missing }: Props): void {
  el.hidden = left.length === 0 && missing.length > 0;
  fill(el, ...left.map(({ say, links: where }) => h("p", {}, say, ...links(where), "。")),
    left.length === 0 ? h("p", {}, clear) : button("看检查结果", () => {
      jump("review");
    }, { kind: "quiet" }));
}

function paintGaps(el: HTMLElement, allow: HTMLInputElement, missing: string[]): void {
  if (missing.length === 0) {
    allow.checked = false;
    fill(el);
    return;
  }
  fill(
    el,
    h("p", { class: "zj-missing" }, `文中有 ${missing.length} 处台账里找不到：${missing.join("、")}。请补台账或改文字。`),
    h("p", { class: "zj-check" }, allow, h("label", { for: allow.id }, "带着空缺导出，空缺处写成【缺：…】")),
  );
}
