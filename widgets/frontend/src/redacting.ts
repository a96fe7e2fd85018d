// What may be personal data: one press puts 某某, a code or a masked number in its place, another takes
// that back.

import { button, fill, h } from "./dom";
import { Refused, type Host } from "./host";
import { changeText, type Span } from "./spans";

export interface Finding {
  step: string;
  place: string;
  message: string;
  /** Where in the section's text, or in which rows of the ledger; else the whole step. */
  span: Span | null;
  rows: number[];
  /** What may be personal data; empty for every other finding. */
  words: string;
  /** What could stand there, best first. */
  fixes: string[];
}

interface Done {
  said: string;
  undo: boolean;
}

export class Redacting {
  readonly el = h("section", { class: "zj-personal", "aria-label": "可能是个人信息", hidden: true });
  private readonly head = h("h3");
  private readonly list = h("ul", { class: "zj-review" });
  private readonly said = h("span", { role: "status" });
  private readonly summary = h("summary");
  private readonly kept = h("ul");
  private readonly fold = h("details", { class: "zj-kept", hidden: true }, this.summary, this.kept);
  private readonly all = button("全部替换", () => {
    void this.replace(this.found);
  }, { title: "人名换成“某某”或代码，号码只留几位" });
  private readonly undo = button("撤销", () => {
    void this.host.press<Done>(this.undo, "unredact").then((answer) => {
      if (answer) this.tell(answer.result);
    });
  }, { kind: "quiet" });
  private readonly taken = h("p", { class: "zj-taken", hidden: true }, this.said, this.undo);
  private found: Finding[] = [];

  constructor(
    private readonly host: Pick<Host<unknown>, "ask" | "press" | "whenLocked">,
    private readonly leadTo: (finding: Finding) => void,
  ) {
    this.el.append(
      this.head,
      h("p", { class: "zj-hint" }, "对外的材料一般不写姓名、证件号和电话。只是提醒，不妨碍导出。"),
      h("p", { class: "zj-actions" }, this.all),
      this.taken,
      this.list,
      this.fold,
    );
    host.whenLocked((locked) => {
      this.el.classList.toggle("is-locked", locked);
      this.all.disabled = locked;
    });
  }

  paint(found: Finding[], kept: string[]): void {
    this.found = found;
    this.el.hidden = found.length === 0 && kept.length === 0 && this.taken.hidden;
    this.head.textContent = found.length > 0 ? `可能是个人信息（${found.length} 处）` : "个人信息";
    this.all.hidden = found.length < 2;
    fill(this.list, ...found.map((one) => this.line(one)));
    fill(this.kept, ...kept.map((words) =>
      h("li", {}, `“${words}”`, button("撤回", () => {
        this.allow(words, false);
      }, { kind: "quiet", title: "不再保留，恢复提醒" }))));
    this.summary.textContent = `保留了 ${kept.length} 个`;
    this.fold.hidden = kept.length === 0;
  }

  private line(finding: Finding): HTMLElement {
    const { place, message, words, fixes } = finding;
    return h(
      "li",
      { class: "is-look" },
      h("strong", {}, place),
      h("span", {}, message),
      ...fixes.map((fix) => button(`换成“${fix}”`, () => {
        void this.replace([{ ...finding, fixes: [fix] }]);
      }, { kind: "quiet" })),
      button("保留", () => {
        this.allow(words, true);
      }, { kind: "quiet", title: "不是个人信息，或本人同意公开；不再提醒" }),
      button("去看", () => {
        this.leadTo(finding);
      }, { kind: "quiet" }),
    );
  }

  private allow(words: string, allowed: boolean): void {
    void this.host.ask("allow", { words, allowed }).catch(refused);
  }

  private async replace(found: readonly Finding[]): Promise<void> {
    for (const { step, span } of found) if (span) changeText(step);
    const wanted = found.map(({ step, span, words, fixes }) => ({
      step, words, from: span?.[0] ?? null, insert: fixes[0] ?? "",
    }));
    try {
      this.tell((await this.host.ask<Done>("redact", { found: wanted })).result);
    } catch (error) {
      refused(error);
    }
  }

  private tell({ said, undo }: Done): void {
    this.said.textContent = said;
    this.undo.hidden = !undo;
    this.taken.hidden = said === "";
    this.el.hidden &&= said === "";
  }
}

// The host has said why.
function refused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
