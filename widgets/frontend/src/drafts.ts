// The list of drafts on the first page. The store searches, sorts and pages; here is what was asked
// for, what was found, and one line about what was done last, which can mostly be taken back.

import { button, fill, h, uid } from "./dom";
import { download, type FileMade } from "./download";
import { DraftRow, shownName, type Draft, type Opened, type Shelf, type What } from "./draftrow";
import { Refused, type Host } from "./host";

export interface Listed {
  drafts: Draft[];
  /** How many were found on each shelf. */
  counts: Record<Shelf, number>;
  /** How many there are on each shelf. */
  all: Record<Shelf, number>;
  /** The units whose drafts one sees, where there are several. */
  units: { value: string; label: string }[];
  /** In which of these one may begin a draft. */
  writable: string[];
}

/** The ways to a summary that the page has. */
interface Ways {
  /** Open one that was just made. */
  go: (made: Opened) => void;
  /** A link without words that opens this one. */
  link: (draft: Opened) => HTMLAnchorElement;
  /** The kinds of summary of a whole year. */
  genres: { value: string; label: string }[];
}

interface Done {
  /** Of a draft that was not signed yet: what is left to look at in it. */
  left?: string;
}

interface Props {
  list: Listed;
  /** For how many days the bin keeps a draft. */
  keep: number;
}

const FEW = 6; // so many are seen at one glance
const PAGE = 50; // rows that are listed before somebody asks for more
const PAUSE = 200; // ms without a key before it is searched
const UNDO = 30_000; // ms for which what was done can be taken back with one press

const SHELVES: Record<Shelf, string> = { open: "在写的", archived: "归档", bin: "回收站" };
const ORDERS = { changed: "最近改过的在前", unit: "按单位", year: "按年度", progress: "没写完的在前" };
const NONE: Record<Shelf, string> = {
  open: "没有在写的总结。",
  archived: "没有归档的总结。",
  bin: "回收站是空的。",
};

const DONE: Record<What, (name: string) => string> = {
  rename: () => "名称改好了。",
  copy: (name) => `复制好了，名称是“${name}（副本）”。`,
  archive: (name) => `“${name}”放进归档了。`,
  unarchive: (name) => `“${name}”从归档里取出来了。`,
  sign: (name) => `“${name}”已定稿，谁也不能改；要改，先取消定稿。`,
  reopen: (name) => `“${name}”可以改了。`,
  discard: (name) => `“${name}”放进回收站了。`,
  recover: (name) => `“${name}”找回来了，在“${SHELVES.open}”里。`,
  destroy: (name) => `“${name}”彻底删除了。`,
};
const UNDONE = "撤销了。";
const BACK: Partial<Record<What, What>> = {
  archive: "unarchive",
  unarchive: "archive",
  discard: "recover",
  recover: "discard",
};

export class DraftList {
  readonly el = h("section", { class: "zj-drafts" });
  private readonly search = h("input", { id: uid(), class: "zj-input", type: "search", autocomplete: "off" });
  private readonly order = h("select", { id: uid(), class: "zj-input" },
    ...Object.entries(ORDERS).map(([value, label]) => h("option", { value }, label)));
  private readonly unit = h("select", { id: uid(), class: "zj-input" });
  private readonly units = h("span", { class: "zj-find-unit", hidden: true },
    h("label", { for: this.unit.id }, "单位"), this.unit);
  private readonly tools = h("div", { class: "zj-find" },
    h("label", { for: this.search.id }, "查找"), this.search, this.units,
    h("label", { for: this.order.id }, "排列"), this.order);
  private readonly shelves = h("div", { class: "zj-shelves", role: "group", "aria-label": "看哪些总结" });
  private readonly told = h("span", { role: "status" });
  private readonly undo = button("撤销", () => undefined, { kind: "quiet" });
  private readonly done = h("p", { class: "zj-taken", hidden: true }, this.told, this.undo);
  private readonly said = h("p", { class: "zj-hint", role: "status" });
  private readonly when = h("th", { scope: "col", class: "is-number" });
  private readonly body = h("tbody");
  private readonly table = h("table", { class: "zj-table" },
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, "总结"),
      h("th", { scope: "col" }, "年度"),
      h("th", { scope: "col" }, "章节"),
      this.when,
      h("th", { scope: "col", class: "zj-more" }, h("span", { class: "zj-unseen" }, "更多")))),
    this.body);
  private readonly more = button("", () => void this.goOn());
  private rows: DraftRow[] = [];
  private shelf: Shelf = "open";
  private asked = 0;
  private timer = 0;
  private late: Listed | null = null; // came while somebody was at a row

  constructor(
    private readonly host: Host<Props>,
    private readonly ways: Ways,
  ) {
    this.el.append(h("h2", {}, "接着写"), this.shelves, this.tools, this.done, this.said, this.table, this.more);
    const typed = () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.load(), PAUSE);
    };
    this.body.addEventListener("focusout", () => {
      window.setTimeout(() => {
        if (this.late) this.take(this.late);
      });
    });
    this.search.addEventListener("input", (event) => {
      if (!event.isComposing) typed();
    });
    this.search.addEventListener("compositionend", typed);
    for (const pick of [this.order, this.unit]) pick.addEventListener("change", () => void this.load());
  }

  /** Take the first drafts there are, as the page brings them; what was asked for is asked anew. */
  take(list: Listed): void {
    this.late = this.rows.some(({ asking }) => asking) ? list : null;
    if (this.late) return;
    const { search, unit } = this.query();
    if (search || unit || this.shelf !== "open" || this.order.value !== "changed" || this.rows.length > PAGE) {
      void this.load();
    } else {
      this.paint(list);
    }
  }

  private query(): { search: string; unit: string; shelf: Shelf; order: string } {
    return {
      search: this.search.value.trim(), unit: this.unit.value, shelf: this.shelf, order: this.order.value,
    };
  }

  // Ask for what is wanted now; null when a later question has gone before.
  private async ask(detail: object): Promise<Listed | null> {
    const asked = (this.asked += 1);
    try {
      const { result } = await this.host.ask<Listed>("list", { ...this.query(), ...detail });
      return asked === this.asked ? result : null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return null; // said above the list
    }
  }

  private async load(limit = PAGE): Promise<void> {
    const list = await this.ask({ limit });
    if (list) this.paint(list);
  }

  private async goOn(): Promise<void> {
    const from = this.rows.length;
    const list = await this.ask({ offset: from });
    if (!list) return;
    this.paint(list, this.rows);
    this.rows[from]?.focus();
  }

  private paint({ drafts, counts, all, units }: Listed, before: DraftRow[] = []): void {
    const { shelf } = this;
    const total = Object.values(all).reduce((sum, one) => sum + one, 0);
    this.paintUnits(units);
    const { search, unit } = this.query();
    const deeds = {
      link: this.ways.link,
      do: (what: What, draft: Draft, words?: string) => this.do(what, draft, words),
      turn: (draft: Draft, step: string) => {
        this.ways.link({ ...draft, link: `${draft.link}#${step}` }).click();
      },
      next: (draft: Draft, pressed: HTMLButtonElement) => void this.next(draft, pressed),
      whole: (draft: Draft, genre: string) => this.whole(draft, genre),
      genres: this.ways.genres,
      download: (draft: Draft, pressed: HTMLButtonElement) => void this.download(draft, pressed),
    };
    const asking = new Map(this.rows.filter((row) => row.asking && row.shelf === shelf).map((row) => [row.draft.id, row]));
    const focused = document.activeElement;
    this.rows = [...before, ...drafts.map((draft) => asking.get(draft.id) ?? new DraftRow(draft, shelf, deeds))];
    if (before.length > 0) this.body.append(...this.rows.slice(before.length).flatMap(({ els }) => els));
    else fill(this.body, ...this.rows.flatMap(({ els }) => els));
    if (focused instanceof HTMLElement && this.body.contains(focused)) focused.focus({ preventScroll: true });
    this.el.hidden = total === 0;
    this.tools.hidden = total <= FEW && !search && !unit && units.length === 0;
    this.paintShelves(counts, all);
    this.when.textContent = shelf === "bin" ? "删除时间" : "上次修改";
    this.table.hidden = this.rows.length === 0;
    this.said.textContent = this.summary(counts[shelf], all[shelf], search || unit);
    this.said.hidden = this.said.textContent === "";
    const left = counts[shelf] - this.rows.length;
    this.more.textContent = `再看 ${Math.min(left, PAGE)} 份`;
    this.more.hidden = left <= 0;
  }

  private paintUnits(units: Listed["units"]): void {
    const wanted = this.unit.value;
    const all = [{ value: "", label: "全部" }, ...units];
    fill(this.unit, ...all.map(({ value, label }) => h("option", { value }, label)));
    this.unit.value = all.some(({ value }) => value === wanted) ? wanted : "";
    this.units.hidden = units.length === 0;
  }

  private paintShelves(counts: Listed["counts"], all: Listed["all"]): void {
    const had = this.shelves.contains(document.activeElement);
    const made = (Object.keys(SHELVES) as Shelf[]).map((shelf) => {
      const pick = button(`${SHELVES[shelf]} ${counts[shelf]}`, () => {
        this.shelf = shelf;
        this.tell("");
        void this.load();
      }, { kind: "quiet" });
      pick.setAttribute("aria-pressed", String(shelf === this.shelf));
      return pick;
    });
    fill(this.shelves, ...made);
    this.shelves.hidden = this.shelf === "open" && all.archived + all.bin === 0;
    if (had) made.find((pick) => pick.getAttribute("aria-pressed") === "true")?.focus();
  }

  private summary(found: number, all: number, wanted: string): string {
    const { shelf } = this;
    if (found === 0) return wanted && all > 0 ? `没有找到。换个词，或清空“查找”${this.units.hidden ? "" : "，单位选“全部”"}。` : NONE[shelf];
    const kept = shelf === "bin" ? `删除的总结在这里留 ${this.host.props.keep} 天，到期自动清除。` : "";
    const counted = all <= FEW && !wanted ? "" : found === all ? `共 ${all} 份。` : `找到 ${found} 份，共 ${all} 份。`;
    return counted + kept;
  }

  // ------------------------------------------------------------------ deeds

  private async do(what: What, draft: Draft, words = "", said = DONE[what](shownName(draft))): Promise<boolean> {
    const { shelf } = this;
    this.host.say("");
    let left: string | undefined;
    try {
      ({ left } = (await this.host.ask<Done>("do", { what, id: draft.id, words })).result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return false; // said above the list
    }
    const row = this.rows.find(({ draft: { id } }) => id === draft.id);
    if (left) {
      row?.unfinished(left);
      return true;
    }
    row?.leave();
    await this.load(Math.max(PAGE, this.rows.length));
    const back = said === UNDONE ? undefined : BACK[what];
    const still = this.rows.find((row) => row.draft.id === draft.id);
    if (what === "sign") {
      this.tell(said, () => still?.reopen(), "取消定稿");
    } else {
      this.tell(said, back && (() => void this.do(back, draft, shelf, UNDONE)));
    }
    if (still) still.focus();
    else if (back) this.undo.focus();
    return true;
  }

  private async next(draft: Draft, pressed: HTMLButtonElement): Promise<void> {
    const answer = await this.host.press<Opened>(pressed, "next", { id: draft.id });
    if (answer) this.ways.go(answer.result);
  }

  private async whole({ id }: Draft, genre: string): Promise<boolean> {
    try {
      this.ways.go((await this.host.ask<Opened>("whole", { id, genre })).result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return false; // said above the list
    }
    return true;
  }

  private async download(draft: Draft, pressed: HTMLButtonElement): Promise<void> {
    const answer = await this.host.press<FileMade>(pressed, "download", { id: draft.id });
    if (answer) this.tell(`已下载“${download(answer)}”，里面有全部历史，可以发给同事，也可以留作备份。`);
  }

  // What was done, for a while with the button that takes it back.
  private tell(text: string, back?: () => void, label = "撤销"): void {
    this.told.textContent = text;
    this.done.hidden = text === "";
    this.undo.hidden = back === undefined;
    this.undo.textContent = label;
    if (!back) return;
    this.undo.onclick = back;
    window.setTimeout(() => {
      if (this.told.textContent === text && !this.done.contains(document.activeElement)) this.tell("");
    }, UNDO);
  }
}
