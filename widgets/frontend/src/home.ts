// The first page: begin, or go on with what was begun.

import { ahead, watch } from "./ahead";
import { button, fill, h } from "./dom";
import type { Opened } from "./draftrow";
import { Field } from "./field";
import { DraftList, type Listed } from "./drafts";
import { remembered } from "./headings";
import type { Host } from "./host";
import { fileAddress } from "./lab";
import { inVoila, showAll } from "./page";
import { Pile } from "./pile";
import type { Place } from "./queue";
import { showReport, type Deeds, type Report } from "./report";
import { Work } from "./stopping";
import { dropArea } from "./upload";

const MIDDLE = 1; // the mouse button that opens a link in another tab

interface Props {
  list: Listed;
  keep: number;
  genres: { id: string; label: string; intro: string; minutes: number; half: boolean; sample: Opened }[];
  year: number;
  limit: number;
  /** The address of the guide; empty where it is not served. */
  guide: string;
}

/** The summary that was made; or `wrong`, by field what cannot be that. */
type Made = Opened & { stopped?: boolean; wrong?: Record<string, string> };

export function home(host: Host<Props>): void {
  const begin = h("section", { class: "zj-begin", hidden: true });
  const drafts = new DraftList(host, {
    go: (made) => {
      go(host, made);
    },
    link: (draft) => linkTo(host, draft),
    genres: host.props.genres.filter(({ half }) => !half).map(({ id, label }) => ({ value: id, label })),
  });
  const start = button("从 Excel 台账开始", () => {
    begin.hidden = !begin.hidden;
    start.setAttribute("aria-expanded", String(!begin.hidden));
    if (!begin.hidden) begin.querySelector("input")?.focus();
  }, { kind: "main" });
  start.setAttribute("aria-expanded", "false");
  const samples = host.props.genres.slice(0, 1).map(({ sample, label }) => {
    const link = linkTo(host, sample, "看看样例");
    link.className = "zj-button";
    link.title = label;
    return link;
  });
  const { guide } = host.props;
  const help = guide && h("a", { class: "zj-guide", href: guide, target: "_blank", rel: "noopener" }, "帮助");
  host.el.append(h("div", { class: "zj-actions" }, start, ...samples, help), begin, drafts.el, openPortable(host));
  fill(begin, ...beginForm(host));
  host.draw((props) => {
    drafts.take(props.list);
    const [newest] = props.list.drafts;
    if (newest) ahead(newest.link);
  });
  watch(host.el);
  showAll();
  // The page may have been made ready long before it was opened.
  void host.ask("refresh").catch(() => undefined);
}

function beginForm(host: Host<Props>): HTMLElement[] {
  const { genres, year, limit } = host.props;
  const genre = h("select", { class: "zj-input" }, ...genres.map(({ id, label }) => h("option", { value: id }, label)));
  const unit = h("input", { class: "zj-input", type: "text", placeholder: "如：某某单位工会", autocomplete: "organization" });
  const when = h("input", { class: "zj-input", type: "text", inputmode: "numeric", value: year });
  const author = h("input", { class: "zj-input", type: "text", autocomplete: "name" });
  const fields = {
    unit: new Field("单位全称", unit),
    year: new Field("哪一年", when),
    author: new Field("起草人（可不填）", author),
  };
  for (const one of Object.values(fields)) {
    one.input.addEventListener("input", () => {
      one.tell("");
    });
  }
  const report = h("section", { class: "zj-report", hidden: true });
  const home = homePick(host);
  const profile = () => ({
    genre: genre.value,
    home: home.value(),
    unit: unit.value,
    year: when.value,
    author: author.value,
  });
  const create = async (pressed: HTMLButtonElement, ledgers: boolean) => {
    const answer = await host.press<Made>(pressed, "create", { ...profile(), ledgers });
    const wrong = answer?.result.wrong ?? {};
    for (const [name, one] of Object.entries(fields)) one.tell(wrong[name] ?? "");
    const first = Object.entries(fields).find(([name]) => wrong[name])?.[1];
    first?.input.focus();
    return first ? null : answer;
  };
  const work = new Work(host);
  const stopped = "取消了，什么也没有建立。";
  const make: Deeds["take"] = async (pressed) => {
    const made = await work.toTheEnd(create(pressed, true));
    if (made) go(host, made);
    return made !== null;
  };
  const pile = new Pile({
    holds: (some) => {
      without.hidden = some;
    },
    make: (pressed) => {
      void work.run(stopped, async () => {
        await make(pressed, {});
      });
    },
    empty: () => void host.ask("empty").catch(() => undefined),
  }, work.el);
  const keep: Deeds["take"] = async (pressed) => {
    const answer = await host.press<{ kept: string[] }>(pressed, "keep");
    if (answer) pile.show(answer.result.kept);
    return answer !== null;
  };
  let place: Place = { at: 1, of: 1 };
  const several = ({ of } = place) => of > 1 || pile.holds;
  const told = (read: Report & { year: number }, of: Place = place) => {
    place = of;
    when.value = String(read.year);
    showReport(report, read, {
      take: several() ? keep : make,
      mend: async (pressed, agreed) => {
        const detail = { agreed, year: when.value, several: several() };
        return (await host.press<Report>(pressed, "mend", detail))?.result ?? null;
      },
      work,
      place,
      stopped,
      left: () => {
        if (!files.next()) pile.ask();
      },
    });
  };
  // Dates without a year are of the year that is asked for: another one reads the file anew.
  when.addEventListener("change", () => {
    if (report.hidden) return;
    host.say("");
    host.ask<Report & { year: number }>("again", { year: when.value, several: several() }).then(
      ({ result }) => {
        told(result);
      },
      () => undefined, // said above the view
    );
  });
  const about = h("p", { class: "zj-hint", role: "status" });
  const chosen = () => genres.find(({ id }) => id === genre.value);
  const tell = () => {
    const { intro, sample } = chosen() ?? {};
    if (sample) fill(about, intro, " ", linkTo(host, sample, "打开这种样例"));
  };
  genre.addEventListener("change", tell);
  tell();
  const without = button("先不导入，直接开始", () => void create(without, false).then((answer) => {
    if (answer) go(host, answer.result);
  }), { kind: "quiet" });
  const form = h(
    "div",
    { class: "zj-form" },
    new Field("写哪一种", genre).el,
    fields.unit.el,
    home.el,
    fields.year.el,
    fields.author.el,
  );
  for (const sign of ["focusin", "change"]) {
    form.addEventListener(sign, () => {
      ahead(chosen()?.sample.link ?? "");
    });
  }
  const files = dropArea(host, "read", {
    label: "选择 Excel 台账",
    endings: [".xlsx", ".csv"],
    limit,
    several: true,
    detail: (of) => ({ year: when.value, agreed: remembered(), several: several(of) }),
    done: told,
    ended: () => {
      pile.ask();
    },
  });
  return [
    form,
    about,
    files.el,
    report,
    pile.el,
    h("div", { class: "zj-actions" }, without),
  ];
}

// Whose draft it will be, where one writes in several units.
function homePick(host: Host<Props>): { el: HTMLElement; value: () => string } {
  const pick = h("select", { class: "zj-input" });
  const { el } = new Field("归哪个单位", pick);
  host.draw(({ list: { units, writable } }) => {
    const { value } = pick;
    const mine = units.filter((one) => writable.includes(one.value));
    fill(pick, ...mine.map((one) => h("option", { value: one.value }, one.label)));
    if (writable.includes(value)) pick.value = value;
    el.hidden = mine.length < 2;
  });
  return { el, value: () => pick.value };
}

function openPortable(host: Host<Props>): HTMLElement {
  const home = homePick(host);
  const { el } = dropArea(host, "open", {
    label: "选择草稿文件",
    endings: [".zip"],
    limit: host.props.limit,
    detail: () => ({ home: home.value() }),
    done: (opened: Opened) => {
      go(host, opened);
    },
  });
  return h("details", { class: "zj-other" }, h("summary", {}, "打开草稿文件"), home.el, el);
}

function go(host: Host<Props>, opened: Opened): void {
  if (inVoila()) location.assign(opened.link);
  else host.say(`已建好。${howTo(opened)}`);
}

// JupyterLab has no pages to go to: what to do with the notebook is said, and whoever opens the link
// in another tab comes to that notebook.
function linkTo(host: Host<Props>, opened: Opened, label = ""): HTMLAnchorElement {
  if (inVoila()) return h("a", { href: opened.link }, label);
  const href = fileAddress(opened.link);
  const tell = () => {
    host.say(howTo(opened), "look");
  };
  const click = (event: MouseEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!href || !elsewhere) event.preventDefault();
    tell();
  };
  const auxclick = ({ button }: MouseEvent) => {
    if (button === MIDDLE) tell();
  };
  return h("a", { href: href || "#", on: { click, auxclick } }, label);
}

function howTo({ notebook, code }: Opened): string {
  return `请打开 ${notebook}，把以 book 开头的一行写成：${code}，再运行所有单元格。`;
}
