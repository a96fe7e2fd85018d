// What reading a file gave, before anything is changed: rows by ledger with what each way to take
// them would do, what was left out, what was normalised; then 导入 or 取消.

import { button, fill, h, uid } from "./dom";
import { ledgerField, remember, unknownHeadings, type Heading, type Sheet } from "./headings";
import { otherYear, type OtherYear } from "./otheryear";
import { placed, type Place } from "./queue";
import type { Work } from "./stopping";

/** What became of what a line tells of: in part unreadable, taken, or not taken at all. */
type Kind = "error" | "warning" | "unread";

/** A way to take the rows of one ledger. */
interface Way {
  how: string;
  label: string;
  /** What it would do, in a sentence. */
  says: string;
  /** Rows worth a look before that, and how many more there are. */
  lines: string[];
  more: number;
}

interface Offer {
  id: string;
  head: string;
  /** The first is chosen unless the officer chooses another. */
  ways: Way[];
}

/** What something written means; see `zongjie.intake.Guess`. */
export interface Guess {
  ledger: string;
  /** The worksheet of a heading, or the column of a value. */
  sheet: string;
  column: string;
  written: string;
  meant: string;
  rows: number;
  /** What is asked in one of two ways, this one among them; else empty. */
  either: string;
  /** The question in a sentence, what its button does, and what is said once that is done. */
  says: string;
  does: string;
  done: string;
  /** All that a value can mean; `meant` is "" where none of them is near. */
  choices: string[];
  /** Whether it is about what belongs to persons. */
  private: boolean;
  /** Whether the next file that has the same may be read so. */
  lasts: boolean;
}

export interface Report {
  name: string;
  /** One line for each sheet: what it was taken as, or why it was not. */
  sheets: Sheet[];
  /** Id and title of each ledger. */
  ids: [string, string][];
  /** The columns that are not known. */
  headings: Heading[];
  problems: { text: string; kind: Kind }[];
  /** What was read otherwise than it is written: the same in other words, as the officer said, and what is private. */
  changes: string[];
  chosen: string[];
  rough: string[];
  hidden: string[];
  /** How many cells each of them is about: one line may speak of many. */
  counts: { changes: number; chosen: number; rough: number; hidden: number };
  /** What some of what could not be read probably means. */
  guesses: Guess[];
  /** What it was read with, and which of that is of this file. */
  agreed: Guess[];
  settled: Guess[];
  /** How the rows can be taken into each ledger; absent where there are no ledgers yet. */
  ledgers?: Offer[];
  /** What is said of rows of another year than the summary that is there already. */
  another?: OtherYear | null;
  /** Rows that can be taken at all. */
  rows: number;
  /** What the main button does, e.g. 替换现在的台账. */
  verb: string;
}

/** The way chosen for each ledger, by its id. */
export type Hows = Record<string, string>;

const FIRST = 50;
const FEW = 8;
const OPEN = ".zj-guesses li.is-open";
const FIELD = ":is(button, select)";

/** What was pressed or chosen. */
export type Pressed = HTMLButtonElement | HTMLSelectElement;

/** Read once more with these taken as meant; `then` selects what has the keyboard afterwards, the next open question unless it is given. */
export type Mend = (pressed: Pressed, agreed: Guess[], then?: string) => void;

export interface Deeds {
  /** Take the rows as it was chosen; false when they were not taken. */
  take: (pressed: HTMLButtonElement, hows: Hows) => Promise<boolean>;
  /** Says how far that is, and stops it; then `stopped` is said. */
  work: Pick<Work<never>, "busy" | "el" | "run">;
  stopped: string;
  /** Read once more with these taken as meant; null when that did not work. */
  mend: (pressed: Pressed, agreed: Guess[]) => Promise<Report | null>;
  /** Let the summary be of this year, and read once more. */
  year?: (pressed: Pressed, year: number, agreed: Guess[]) => Promise<Report | null>;
  /** Which of the files chosen together it is of. */
  place?: Place;
  /** The report was agreed to or left. */
  left?: () => void;
}

/** Show a report in `el`, which is emptied when it is agreed to or left. */
export function showReport(
  el: HTMLElement,
  report: Report,
  deeds: Deeds,
  hows: Hows = {},
): void {
  const leave = () => {
    fill(el);
    el.hidden = true;
    deeds.left?.();
  };
  const { work, place = { at: 1, of: 1 } } = deeds;
  const agree = button(report.verb, () => {
    if (work.busy) return;
    away.hidden = true; // the work has a button of its own
    void work.run(deeds.stopped, async () => {
      if (!(await deeds.take(agree, hows))) return;
      remember(report.agreed);
      leave();
    }).then(() => {
      away.hidden = false;
    });
  }, { kind: "main" });
  const away = button(report.rows === 0 ? "知道了" : place.of > 1 ? "不导入这个文件" : "取消", leave);
  const anew = (pressed: Pressed, reading: Promise<Report | null>, then?: string): void => {
    agree.disabled = true; // what is taken is what has been read anew
    const line = lines(el).findIndex((one) => one.contains(pressed));
    void reading.then((again) => {
      agree.disabled = false;
      if (again) showReport(el, again, deeds, hows);
      else showReport(el, report, deeds, hows); // a field shows what was read, not what was wanted
      const left = lines(el);
      const next = then === undefined ? left[Math.min(Math.max(line, 0), left.length - 1)]?.querySelector<HTMLElement>(FIELD) : el.querySelector<HTMLElement>(then);
      next?.focus(); // else the heading has it
    });
  };
  const mend = (pressed: Pressed, now: Guess[], then?: string): void => {
    anew(pressed, deeds.mend(pressed, now), then);
  };
  const another = otherYear(report.another, (pressed, year) => {
    if (deeds.year) anew(pressed, deeds.year(pressed, year, report.agreed));
  });
  const head = h("h3", { tabindex: "-1" }, `${placed(place, "：")}“${report.name}”里读到 ${report.rows} 行`);
  el.hidden = false;
  fill(
    el,
    head,
    h("ul", { class: "zj-origins" }, ...report.sheets.map((sheet) => sheetLine(sheet, report, mend))),
    another,
    unknownHeadings(report, mend),
    questions(report, mend),
    ...problemList(report),
    folded(`照您选的读了 ${report.counts.chosen} 处`, report.chosen),
    folded(`人名、号码等个人信息，${report.counts.hidden} 处没有照写`, report.hidden),
    folded(`${report.counts.rough} 处是概数，照原文记下，不计入合计`, report.rough),
    folded(`统一了 ${report.counts.changes} 处写法，意思没有变`, report.changes),
    ...(report.ledgers ?? []).map((offer) => choice(offer, hows)),
    h(
      "div",
      { class: "zj-actions" },
      report.rows > 0 && agree,
      away,
      work.el,
    ),
  );
  head.focus();
  el.scrollIntoView({ block: "nearest" });
}

// The questions that are open, those of what is private not among them.
function lines(el: HTMLElement): HTMLElement[] {
  return [...el.querySelectorAll<HTMLElement>(OPEN)];
}

// Each slip of the pen with a button that puts it right wherever it stands, and each unknown value
// with all that it can mean; what was settled can be left after all.
function questions({ guesses, settled, agreed }: Report, mend: Mend): HTMLElement | false {
  if (guesses.length + settled.length === 0) return false;
  const line = (says: string, label: string, next: Guess[], field?: HTMLElement | false): HTMLElement => {
    const pressed: HTMLButtonElement = button(label, () => {
      mend(pressed, next);
    }, { kind: "quiet" });
    return h("li", {}, h("span", {}, says), h("div", { class: "zj-answer" }, field, label !== "" && pressed));
  };
  const ask = (guess: Guess): HTMLElement => {
    const field = guess.choices.length > 0 && choiceField(guess, agreed, mend);
    const asked = line(guess.says, guess.meant === "" ? "" : guess.does, [...agreed, guess], field);
    asked.classList.toggle("is-open", !guess.private);
    return asked;
  };
  return h(
    "section",
    { class: "zj-guesses", "aria-label": "请看一眼的地方" },
    h("p", { class: "zj-label" }, "这几处请看一眼，可以在这里改，Excel 文件不会动。不改也能导入：没看懂的原文记在备注里，没有计入的行补好才计入"),
    h(
      "ul",
      {},
      ...together(guesses).map(([first, ...others]) => {
        if (!first || others.length === 0) return first && ask(first);
        const name = uid();
        return h("li", { class: "zj-either" },
          h("p", { id: name }, `${first.either}，二选一：`),
          h("ul", { "aria-labelledby": name }, ask(first), h("li", { class: "zj-or" }, "或者"), ...others.map(ask)));
      }),
      ...settled.map((guess) => line(guess.done, "撤回", agreed.filter((one) => !same(one, guess)))),
    ),
  );
}

// Questions of which one is to be answered stand together.
function together(guesses: Guess[]): Guess[][] {
  const groups: Guess[][] = [];
  for (const guess of guesses) {
    const last = groups.at(-1);
    if (guess.either && last?.[0]?.either === guess.either) last.push(guess);
    else groups.push([guess]);
  }
  return groups;
}

function same(one: Guess, other: Guess): boolean {
  const told = ({ ledger, sheet, column, written }: Guess) => [ledger, sheet, column, written].join("\n");
  return told(one) === told(other);
}

// Everything that a value can mean, to choose from.
function choiceField(guess: Guess, agreed: Guess[], mend: Mend): HTMLElement {
  const field = h(
    "select",
    { class: "zj-input", "aria-label": guess.says },
    h("option", { value: "" }, guess.meant === "" ? "选一种" : "选别的"),
    ...guess.choices.map((label) => h("option", { value: label }, label)),
  );
  field.addEventListener("change", () => {
    if (field.value !== "") mend(field, [...agreed, { ...guess, meant: field.value }]);
  });
  return field;
}

function sheetLine(one: Sheet, report: Report, mend: Mend): HTMLElement {
  const { sheet, title, rows, note, asked } = one;
  const says = title === "" ? `“${sheet}”：${note}` : `“${sheet}” → ${title} ${rows} 行${note && `，${note}`}`;
  const field = asked && h("div", { class: "zj-answer" }, ledgerField(one, report, mend));
  return h("li", { class: title === "" ? "is-skipped" : "" }, h("span", {}, says), field);
}

// The ways to take one ledger's rows; under each, what it would do.
function choice({ id, head, ways }: Offer, hows: Hows): HTMLElement {
  const name = uid();
  return h(
    "fieldset",
    { class: "zj-ways" },
    h("legend", {}, head),
    ...ways.map((way, place) => {
      if (place === 0 && !ways.some(({ how }) => how === hows[id])) hows[id] = way.how;
      const told = uid();
      const pick = h("input", { type: "radio", name, checked: hows[id] === way.how, "aria-describedby": told, on: {
        change: () => {
          hows[id] = way.how;
        },
      } });
      return h(
        "div",
        { class: "zj-way" },
        h("label", {}, ways.length > 1 && pick, h("strong", {}, way.label)),
        h("p", { id: told, class: "zj-hint" }, way.says),
        way.lines.length > 0 && h(
          "details",
          {},
          h("summary", {}, `看这 ${way.lines.length + way.more} 处`),
          h("ul", { class: "zj-changes" }, ...some(way.lines, way.lines.length + way.more)),
        ),
      );
    }),
  );
}

function problemList({ problems, rows, guesses, headings, sheets }: Report): HTMLElement[] {
  if (problems.length === 0) {
    const open = guesses.length + headings.length > 0 || sheets.some(({ note }) => note !== "");
    return rows > 0 && !open ? [h("p", {}, "读到的行都读懂了。")] : [];
  }
  const lists: HTMLElement[] = [];
  for (const [kind, title] of [
    ["error", "要补、要改。没看懂的原文记在备注里；没有计入的行放在表尾，补好就计入。也可在 Excel 里改好再导入"],
    ["unread", "没有导入。需要的话，请在 Excel 里改好再导入"],
    ["warning", "读进来了，请看一眼"],
  ] as const) {
    const found = problems.filter((problem) => problem.kind === kind);
    if (found.length === 0) continue;
    lists.push(
      h("p", { class: "zj-label" }, `${title}（${found.length} 处）`),
      ...shortened(`zj-problems is-${kind}`, found.map(({ text }) => text)),
    );
  }
  return lists;
}

// The first few lines, the others where they are asked for.
function shortened(kind: string, lines: string[]): HTMLElement[] {
  const list = (of: string[]) => h("ul", { class: kind }, ...some(of));
  if (lines.length <= FEW + 1) return [list(lines)];
  const rest = lines.slice(FEW);
  return [list(lines.slice(0, FEW)), h("details", {}, h("summary", {}, `还有 ${rest.length} 处`), list(rest))];
}

function folded(title: string, lines: string[]): HTMLElement | false {
  return lines.length > 0 && h("details", {}, h("summary", {}, title), h("ul", { class: "zj-changes" }, ...some(lines)));
}

function some(lines: string[], all = lines.length): HTMLElement[] {
  const items = lines.slice(0, FIRST).map((line) => h("li", {}, line));
  if (all > items.length) items.push(h("li", {}, `……还有 ${all - items.length} 处`));
  return items;
}
