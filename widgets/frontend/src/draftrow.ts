// One draft in the list of the first page, the menu of what can be done to it, and the small form
// under it where that needs a word more.

import { h } from "./dom";
import { Menu, type Item } from "./menu";
import { questionForm, REOPEN, unfinished, type Question } from "./question";

/** How a summary is opened: its page, or in JupyterLab a notebook with a line of code in it. */
export interface Opened {
  link: string;
  notebook: string;
  code: string;
}

export interface Draft extends Opened {
  id: string;
  title: string;
  /** What its officers call it; may be empty. */
  name: string;
  year: string;
  genre: string;
  /** 今天 10:42; of a binned draft, when it was binned. */
  changed: string;
  done: number;
  total: number;
  signed: boolean;
  /** Whether it tells of half a year. */
  half: boolean;
  /** The unit it belongs to, where the officer sees those of several; else empty. */
  unit: string;
  /** What the officer may do there: a reader looks and copies, an owner also signs off and deletes. */
  role: "reader" | "writer" | "owner";
}

export type Shelf = "open" | "archived" | "bin";

export type What =
  | "rename" | "copy" | "archive" | "unarchive" | "sign" | "reopen" | "discard" | "recover" | "destroy";

export interface Deeds {
  /** A link without words that opens it. */
  link: (draft: Draft) => HTMLAnchorElement;
  /** Do it; false when it was refused, which is said above the list. */
  do: (what: What, draft: Draft, words?: string) => Promise<boolean>;
  /** Open it at this step. */
  turn: (draft: Draft, step: string) => void;
  next: (draft: Draft, pressed: HTMLButtonElement) => void;
  /** Begin the summary of the whole year from this one of its half. */
  whole: (draft: Draft, genre: string) => Promise<boolean>;
  /** The kinds of summary of a whole year. */
  genres: { value: string; label: string }[];
  download: (draft: Draft, pressed: HTMLButtonElement) => void;
}

/** A question, and what its answer does: false when that was refused. */
type Asked = Question & { what: What | ((words: string) => Promise<boolean>) };

const COLUMNS = 5;

export class DraftRow {
  readonly el: HTMLElement;
  private readonly menu: Menu;
  private readonly link: HTMLAnchorElement | null;
  private form: HTMLElement | null = null;

  constructor(
    readonly draft: Draft,
    readonly shelf: Shelf,
    private readonly deeds: Deeds,
  ) {
    const { name, title, genre, year, done, total, signed, changed, unit } = draft;
    const shown = shownName(draft);
    this.link = shelf === "bin" ? null : deeds.link(draft);
    this.link?.append(shown);
    this.menu = new Menu("更多", () => this.items(), { name: `更多：${shown}` });
    this.el = h("tr", {},
      h("td", {},
        this.link ?? shown,
        signed && h("span", { class: "zj-signed" }, "已定稿"),
        h("span", { class: "zj-hint" }, [name && title, genre, unit].filter(Boolean).join(" · "))),
      h("td", {}, year),
      h("td", { class: "zj-done" },
        h("progress", { value: done, max: total || 1, "aria-hidden": "true" }),
        h("span", {}, done === total && total > 0 ? "都写了" : `${done} / ${total}`)),
      h("td", { class: "is-number" }, changed),
      h("td", { class: "zj-more" }, shelf === "bin" && draft.role !== "owner" ? "" : this.menu.el));
  }

  /** Whether somebody is at it: what is typed here would be lost with the row, and an open menu. */
  get asking(): boolean {
    return this.form !== null || this.menu.isOpen;
  }

  /** The row, and the form under it. */
  get els(): HTMLElement[] {
    return this.form ? [this.el, this.form] : [this.el];
  }

  focus(): void {
    this.menu.opener.focus();
  }

  /** Ask nothing more. */
  leave(): void {
    this.form?.remove();
    this.form = null;
  }

  /** Ask why a signed draft is to be changed. */
  reopen(): void {
    this.ask({ ...REOPEN, what: "reopen" });
  }

  /** Ask whether a draft is to be signed in which this is left to look at. */
  unfinished(left: string): void {
    const look = () => {
      this.deeds.turn(this.draft, "review");
    };
    this.ask({ ...unfinished(left, look), what: () => this.deeds.do("sign", this.draft, "sure") });
  }

  private items(): Item[] {
    const { draft, deeds, shelf } = this;
    const plain = (label: string, what: What): Item => ({ label, run: () => void deeds.do(what, draft) });
    const asked = (label: string, question: Asked): Item => ({
      label,
      run: () => {
        this.ask(question);
      },
    });
    const writes = draft.role !== "reader";
    const owns = draft.role === "owner";
    if (shelf === "bin") return owns ? [plain("找回", "recover"), asked("彻底删除", DESTROY)] : [];
    return [
      { label: "打开", run: () => this.link?.click() },
      {
        label: "整篇的历史",
        run: () => {
          deeds.turn(draft, "history");
        },
      },
      ...(writes ? [asked("重命名", rename(draft)), plain("复制一份", "copy"), {
        label: "写下一年的",
        run: () => {
          deeds.next(draft, this.menu.opener);
        },
      }] : []),
      ...(writes && draft.half ? [asked("写全年的", {
        say: "台账接着用，半年时写的在每一节旁边看得到。",
        field: { label: "写哪一种", value: deeds.genres[0]?.value ?? "", hint: "", choices: deeds.genres },
        yes: "开始写",
        no: "先不写",
        what: (genre) => deeds.whole(draft, genre),
      })] : []),
      {
        label: "下载草稿文件",
        run: () => {
          deeds.download(draft, this.menu.opener);
        },
      },
      ...(owns ? [draft.signed ? { label: "取消定稿", run: () => {
        this.reopen();
      } } : plain("定稿", "sign")] : []),
      ...(writes ? [shelf === "open" ? plain("归档", "archive") : plain("取出归档", "unarchive")] : []),
      ...(owns ? [plain("删除", "discard")] : []),
    ];
  }

  private ask({ what, ...question }: Asked): void {
    this.leave();
    const { el, focus } = questionForm(
      question,
      (words) => (typeof what === "string" ? this.deeds.do(what, this.draft, words) : what(words)),
      () => {
        this.leave();
        this.focus();
      },
    );
    this.form = h("tr", {}, h("td", { colspan: COLUMNS }, el));
    this.el.after(this.form);
    focus();
  }
}

/** What a draft is called in the list. */
export function shownName({ name, title }: Draft): string {
  return name || title;
}

function rename(draft: Draft): Asked {
  return {
    say: "只改列表里的名称，文件标题不变。",
    field: { label: "名称", value: shownName(draft), hint: draft.title },
    yes: "改名",
    no: "不改了",
    what: "rename",
  };
}

const DESTROY: Asked = {
  say: "彻底删除以后就找不回来了，历史也一起删去。",
  yes: "彻底删除",
  no: "先留着",
  what: "destroy",
};
