// The first page: begin, or go on with what was begun.

import { button, fill, h, uid } from "./dom";
import type { Host } from "./host";
import { inVoila, showAll } from "./page";
import { showReport, type Report } from "./report";
import { dropArea } from "./upload";

interface Draft {
  title: string;
  genre: string;
  changed: string;
  progress: string;
  link: string;
}

/** A draft that was made: its page, and the line of code that opens it in JupyterLab. */
interface Opened {
  link: string;
  code: string;
}

interface Props {
  drafts: Draft[];
  genres: { id: string; label: string; intro: string; minutes: number; sample: string }[];
  year: number;
  limit: number;
}

export function home(host: Host<Props>): void {
  const begin = h("section", { class: "zj-begin", hidden: true });
  const drafts = h("section", { class: "zj-drafts" });
  const start = button("从 Excel 台账开始", () => {
    begin.hidden = !begin.hidden;
    start.setAttribute("aria-expanded", String(!begin.hidden));
    if (!begin.hidden) begin.querySelector("input")?.focus();
  }, { kind: "main" });
  start.setAttribute("aria-expanded", "false");
  const samples = host.props.genres.map(({ sample, label }) =>
    h("a", { class: "zj-button", href: sample, title: label }, "看看样例"),
  );
  host.el.append(h("div", { class: "zj-actions" }, start, ...samples.slice(0, 1)), begin, drafts);
  fill(begin, ...beginForm(host));
  host.draw((props) => {
    fill(drafts, ...draftList(props), ...openPortable(host));
  });
  showAll();
  // The page may have been made ready long before it was opened.
  void host.ask("refresh").catch(() => undefined);
}

function beginForm(host: Host<Props>): HTMLElement[] {
  const { genres, year, limit } = host.props;
  const genre = h("select", { id: uid(), class: "zj-input" }, ...genres.map(({ id, label }) => h("option", { value: id }, label)));
  const unit = h("input", { id: uid(), class: "zj-input", type: "text", placeholder: "如：某某机械厂工会", autocomplete: "organization" });
  const when = h("input", { id: uid(), class: "zj-input", type: "text", inputmode: "numeric", value: year });
  const author = h("input", { id: uid(), class: "zj-input", type: "text", autocomplete: "name" });
  const report = h("section", { class: "zj-report", hidden: true });
  const profile = () => ({
    genre: genre.value,
    unit: unit.value,
    year: when.value,
    author: author.value,
  });
  const create = (ledgers: boolean) => async (pressed: HTMLButtonElement): Promise<boolean> => {
    const answer = await host.press<Opened>(pressed, "create", { ...profile(), ledgers });
    if (answer) go(host, answer.result);
    return answer !== null;
  };
  const told = (read: Report & { year: number }) => {
    when.value = String(read.year);
    showReport(report, read, create(true));
  };
  // Dates without a year are of the year that is asked for: another one reads the file anew.
  when.addEventListener("change", () => {
    if (report.hidden) return;
    host.say("");
    host.ask<Report & { year: number }>("again", { year: when.value }).then(
      ({ result }) => {
        told(result);
      },
      () => undefined, // said above the view
    );
  });
  const about = h("p", { class: "zj-hint", role: "status" });
  const tell = () => {
    const chosen = genres.find(({ id }) => id === genre.value);
    if (chosen) fill(about, chosen.intro, " ", h("a", { href: chosen.sample }, "打开这种样例"));
  };
  genre.addEventListener("change", tell);
  tell();
  const without = button("先不导入，直接开始", () => void create(false)(without), { kind: "quiet" });
  return [
    h(
      "div",
      { class: "zj-form" },
      field("写哪一种", genre),
      field("单位全称", unit),
      field("哪一年", when),
      field("起草人（可不填）", author),
    ),
    about,
    dropArea(host, "read", {
      label: "选择 Excel 台账",
      endings: [".xlsx", ".csv"],
      limit,
      detail: () => ({ year: when.value }),
      done: told,
    }),
    report,
    h("div", { class: "zj-actions" }, without),
  ];
}

function draftList({ drafts }: Props): HTMLElement[] {
  const rows = drafts.map((draft) =>
    h(
      "tr",
      {},
      h("td", {}, h("a", { href: draft.link }, draft.title), h("span", { class: "zj-hint" }, draft.genre)),
      h("td", { class: "is-number" }, draft.progress),
      h("td", { class: "is-number" }, draft.changed),
    ),
  );
  const head = h(
    "tr",
    {},
    h("th", { scope: "col" }, "总结"),
    h("th", { scope: "col", class: "is-number" }, "写好的章节"),
    h("th", { scope: "col", class: "is-number" }, "上次修改"),
  );
  return [
    h("h2", {}, "接着写"),
    rows.length > 0
      ? h("table", { class: "zj-table" }, h("thead", {}, head), h("tbody", {}, ...rows))
      : h("p", { class: "zj-empty" }, "还没有写过的总结。点上面的按钮开始，写下的每个字都会自动保存。"),
  ];
}

function openPortable(host: Host<Props>): HTMLElement[] {
  return [
    h("h2", {}, "打开别人给的草稿"),
    dropArea(host, "open", {
      label: "选择草稿文件",
      endings: [".zip"],
      limit: host.props.limit,
      done: (opened: Opened) => {
        go(host, opened);
      },
    }),
  ];
}

function go(host: Host<Props>, { link, code }: Opened): void {
  if (inVoila()) location.assign(link);
  else host.say(`已建好。请打开相应的工作簿，把第一格改成：${code}`);
}

function field(label: string, input: HTMLElement): HTMLElement {
  return h("div", { class: "zj-field" }, h("label", { for: input.id }, label), input);
}
