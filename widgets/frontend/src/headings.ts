// Columns and sheets that a file names as nobody knows: what each is, for the officer to choose.
// What was chosen, of values too, is remembered in this browser for the next file that has the same.

import { button, h } from "./dom";
import type { Guess, Mend, Report } from "./report";

/** A column whose heading is not known; see `zongjie.intake.Heading`. */
export interface Heading {
  ledger: string;
  sheet: string;
  written: string;
  meant: string;
  /** The columns that it may be, and in a word or two what each of them holds. */
  free: string[];
  holds: string[];
  /** Which one it is, with some of its values. */
  says: string;
  /** What its heading probably means, or "". */
  probably: string;
}

/** What a sheet was taken as, or why it was not taken. */
export interface Sheet {
  sheet: string;
  ledger: string;
  title: string;
  rows: number;
  note: string;
  /** Whether an officer may say which ledger it is. */
  asked: boolean;
}

const NOTED = "备注";
const PLACE = "zj-headings";
const MOST = 200;

/** Each unknown column with a field that says which one it is; false when there is none. */
export function unknownHeadings({ headings, agreed }: Report, mend: Mend): HTMLElement | false {
  if (headings.length === 0) return false;
  return h(
    "section",
    { class: "zj-headings", "aria-label": "不认识的列" },
    h("p", { class: "zj-label" }, "这几列不认识。知道是哪一列，可以在这里选，Excel 文件不会动"),
    h("ul", {}, ...headings.map((heading, place) => headingLine(heading, place, agreed, mend))),
  );
}

function headingLine(heading: Heading, place: number, agreed: Guess[], mend: Mend): HTMLElement {
  const { ledger, sheet, written, meant, free, holds, says, probably } = heading;
  const name = `zj-heading-${place}`;
  const take = (pressed: HTMLButtonElement | HTMLSelectElement, label: string): void => {
    const others = agreed.filter((one) => one.column !== "" || one.sheet !== sheet || one.written !== written);
    mend(pressed, [...others, said({ ledger, sheet, written, meant: label })], `#${name}`);
  };
  const choices = [["", "不导入"], [NOTED, "放入备注"], ...free.map((label, at) => [label, `${label}（${holds[at]}）`] as const)] as const;
  const field = h(
    "select",
    { id: name, class: "zj-input", "aria-label": `${says}是哪一列` },
    ...choices.map(([value, label]) => h("option", { value, selected: value === meant }, label)),
  );
  field.addEventListener("change", () => {
    take(field, field.value);
  });
  const quick: HTMLButtonElement = button(`就是“${probably}”`, () => {
    take(quick, probably);
  }, { kind: "quiet" });
  const answer = h("div", { class: "zj-answer" }, field, probably !== "" && probably !== meant && quick);
  return h("li", {}, h("span", {}, says), answer);
}

/** The field that says which ledger a sheet is. */
export function ledgerField(one: Sheet, { ids, agreed, sheets }: Report, mend: Mend): HTMLElement {
  const name = `zj-sheet-${sheets.indexOf(one)}`;
  const field = h(
    "select",
    { id: name, class: "zj-input", "aria-label": `“${one.sheet}”是哪张台账` },
    h("option", { value: "" }, "不导入"),
    ...ids.map(([id, title]) => h("option", { value: id, selected: id === one.ledger }, `是${title}`)),
  );
  field.addEventListener("change", () => {
    const others = agreed.filter(({ column, sheet, written }) => column !== "" || sheet !== one.sheet || written !== "");
    mend(field, [...others, said({ ledger: field.value, sheet: one.sheet, written: "", meant: "" })], `#${name}`);
  });
  return field;
}

/** What officers have said of headings, sheets and values in this browser. */
export function remembered(): Guess[] {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "[]") as Guess[];
  } catch {
    return []; // it is only a help
  }
}

/** Remember what a file that was taken has been read with. */
export function remember(agreed: Guess[]): void {
  const kept = agreed.filter(({ lasts }) => lasts).slice(-MOST);
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // without a place to write they are chosen again next time
  }
}

function said(one: Pick<Guess, "ledger" | "sheet" | "written" | "meant">): Guess {
  return { ...one, column: "", rows: 0, either: "", says: "", does: "", done: "", choices: [], private: false, lasts: true };
}
