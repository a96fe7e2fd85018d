// Typed numbers held against the ledger.
//
// Two things are said, and only when the words around leave little doubt: this number *is* a
// figure (offered as a bound number), or it stands where a figure's number should and *differs*.
// A false alarm costs an officer's trust, a missed one costs nothing: in doubt, silence.

import { full, own, tokens, pictures, type Figure, type Figures } from "./figures";
import { amounts, type Amount } from "./numbers";

export interface Hint {
  kind: "same" | "differs";
  /** What would be replaced, and the tokens that could stand there, best first. */
  from: number;
  to: number;
  fixes: { key: string; token: string }[];
  /** The number as typed, with its unit: 280人次. */
  typed: string;
  /** The ledger's number, with its unit; the same as typed where they agree. */
  ledger: string;
  /** Names this difference, so that an officer can leave it as it is for good. */
  id: string;
}

/** Units that count the same things. 人 and 人次 do not. */
const ALIKE = ["人名位", "次场期项回", "件份条项个", "户家", "名个位"].map((units) => new Set(units));

/** Words that make a clause speak of something else than the year's own number. */
const PARTIAL =
  /其中|上半年|下半年|季度|月份|\d\s*月|[一二三四五六七八九十]月|个月|首[次个批]|每|同比|环比|比上|上年|去年|往年|历年|前年|增长|增加|增幅|减少|下降|提高|计划|目标|力争|预计|预期|拟|将|明年|下一年|来年|节前|春节|元旦|清明|端午|中秋|国庆|期间|部分|分会|车间|班组/;

/** A number after 送温暖和困难帮扶 is that of both, after 文体活动等 of more. */
const TOGETHER = /[和及与等、]/;

/** What may stand around the bare name of a total: 全年共[慰问]职工 280 人次. */
const FILLER =
  /全年|今年|本年度?|年内|一年来|(?:19|20)\d\d年度?|截至|年底|工会|累计|合计|总计|共计|总共|一共|共|总|已|开展|组织|举办|举行|召开|进行|征集|实现|发放|使用|了|各级|各类|各项|各种|广大|职工|会员|走访|达到|达|为|的|金|款|资金|[\s，、“”"（(*]/g;

/** The words by which a sentence speaks of each measure; a measure not listed goes by its unit. */
const MEASURES: Readonly<Record<string, RegExp>> = {
  金额: /金|支出|发放|补助|资助|投入|使用|花费/,
  支出: /支出|投入|花费|使用|列支/,
  收入: /收入|收缴|拨缴/,
  预算: /预算/,
  执行率: /执行率/,
  结余: /结余/,
  上年结余: /上年结余/,
  人均: /人均|每人|平均/,
  征集: /征集|收到|提交|提出/,
  立案: /立案/,
  采纳: /采纳/,
  优秀: /优秀|最佳/,
};

interface Name {
  key: string;
  figure: Figure;
  value: number;
  /** The ledger's word (慰问), its category's words (送温暖, 走访), its measure (人次). */
  head: string;
  labels: string[];
  measure: string;
}

/** Everything worth saying about the typed numbers of a text, in order. */
export function hints(text: string, figures: Figures): Hint[] {
  const names = namesOf(figures);
  const bound = tokens(text);
  const typed = masked(text);
  const found: Hint[] = [];
  for (const sentence of spans(typed, /[。！？!?\n]/)) {
    const near = typed.slice(...sentence);
    for (const clause of spans(near, /[，；;：:,](?!\d)/)) {
      const [from, to] = [sentence[0] + clause[0], sentence[0] + clause[1]];
      const keys = bound.filter((token) => token.from >= from && token.to <= to);
      const said = new Set(keys.map(({ key }) => key));
      found.push(...inClause(typed.slice(from, to), near, names, said, from));
    }
  }
  return found;
}

function inClause(
  clause: string,
  sentence: string,
  names: Name[],
  bound: ReadonlySet<string>,
  at: number,
): Hint[] {
  const found: Hint[] = [];
  const all = amounts(clause);
  const settled = new Set(bound);
  const open: [Amount, string][] = [];
  all.forEach((amount, index) => {
    const before = clause.slice(all[index - 1]?.end ?? 0, amount.from);
    const after = clause.slice(amount.end, all[index + 1]?.from ?? clause.length);
    const around = all.length === 1 ? before + after : before;
    const same = equals(amount, names, sentence, around);
    for (const { key } of same) settled.add(key);
    if (same.length > 0) found.push(hint("same", amount, same.slice(0, 3), clause, at));
    else open.push([amount, before]);
  });
  if (PARTIAL.test(clause)) return found;
  for (const [amount, before] of open) {
    const wrong = contradicted(amount, names, before, clause);
    if (wrong && !settled.has(wrong.key)) found.push(hint("differs", amount, [wrong], clause, at));
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Figures with exactly this value: named beside it, or too large a number to be chance. */
function equals(amount: Amount, names: Name[], sentence: string, around: string): Name[] {
  if (isYear(amount)) return [];
  const all = names.filter(
    ({ value, figure }) => value === amount.value && alike(amount.unit, figure.unit),
  );
  const beside = all.filter((name) => isNamed(name, around) && measured(name, around));
  if (amount.style === "hanzi" && amount.value < 10) return [];
  if (beside.length > 0) return byDetail(beside, around);
  if (amount.value < 100 || amount.unit === "") return [];
  return byDetail(all.filter((name) => isNamed(name, sentence)), sentence);
}

/** The one figure whose place this number has taken; null unless there is exactly one. */
function contradicted(amount: Amount, names: Name[], before: string, clause: string): Name | null {
  if (amount.unit === "" || (amount.style === "hanzi" && amount.value < 10)) return null;
  const fits = names.filter(
    (name) => alike(amount.unit, name.figure.unit) && measured(name, before),
  );
  const named = fits.filter(({ labels }) =>
    labels.some((label) => {
      const at = before.lastIndexOf(label);
      return at >= 0 && !TOGETHER.test(before.slice(at + label.length));
    }),
  );
  const meant =
    named.length > 0
      ? longest(named, before)
      : fits.filter((name) => name.labels.length === 0 && isTotal(name, before, clause, names));
  const values = new Set(meant.map(({ value }) => value));
  const [first] = byDetail(meant, clause);
  if (!first || values.size !== 1 || Number.isNaN(first.value)) return null;
  return first.value === amount.value ? null : first;
}

/** Nothing but the total's own words and filler may stand before it: 全年共慰问职工 280 人次. */
function isTotal({ head, measure }: Name, before: string, clause: string, names: Name[]): boolean {
  if (names.some(({ labels }) => labels.some((label) => clause.includes(label)))) return false;
  const rest = before.replace(FILLER, "");
  const words = MEASURES[measure]?.exec(rest)?.[0] ?? "";
  const own = [head, head + words, words + head];
  return own.includes(rest) || (words !== "" && rest === head.replace("金", "") + words);
}

// 送温暖费 is not 送温暖: the figure with the longer name of two that overlap is meant.
function longest(named: Name[], before: string): Name[] {
  const hit = ({ labels }: Name) =>
    Math.max(...labels.filter((label) => before.includes(label)).map((label) => label.length));
  const most = Math.max(...named.map(hit));
  return named.filter((name) => hit(name) === most);
}

function measured({ measure }: Name, words: string): boolean {
  const said = MEASURES[measure];
  if (measure !== "人均" && MEASURES["人均"]?.test(words)) return false;
  return said?.test(words) ?? true;
}

// Whether the words speak of the figure's category, or of its ledger when it is a total.
function isNamed({ head, labels }: Name, words: string): boolean {
  return labels.length > 0 ? labels.some((label) => words.includes(label)) : words.includes(head);
}

// A category says more of what is meant than a total, and more still beside its ledger's word.
function byDetail(names: Name[], words: string): Name[] {
  const detail = ({ head, labels }: Name) =>
    Math.min(labels.length, 1) * 2 + (words.includes(head) ? 1 : 0);
  return [...names].sort((a, b) => detail(b) - detail(a));
}

function namesOf(figures: Figures): Name[] {
  return Object.keys(figures).flatMap((key) => {
    const figure = own(figures, key);
    if (!figure) return [];
    const [head = "", ...rest] = key.split(".");
    const indicator = head === "指标";
    if (indicator && rest.includes("上年")) return []; // last year's numbers are nobody's mistake
    const measure = indicator ? "" : (rest.pop() ?? "");
    const labels = [...rest, ...figure.words].filter((label) => label !== "");
    const value = figure.exact ? Number(figure.shown) : Number.NaN;
    return [{ key, figure, value, head, labels, measure }];
  });
}

function hint(kind: Hint["kind"], amount: Amount, names: Name[], clause: string, at: number): Hint {
  const typed = clause.slice(amount.from, amount.end);
  const money = amount.unit === "元";
  const rate = amount.unit === "%";
  const [first] = names;
  return {
    kind,
    from: at + amount.from,
    to: at + (money || rate ? amount.end : amount.to),
    fixes: names.map(({ key, figure }) => ({ key, token: token(key, figure, amount) })),
    typed,
    ledger: first ? full(first.figure) : typed,
    id: `${first?.key ?? ""}=${typed.replace(/\s/g, "")}`,
  };
}

// The token that reads as the number was written.
function token(key: string, figure: Figure, { style, unit }: Amount): string {
  const format =
    unit === "元" ? (style === "wan" ? "万元" : "元") : unit === "%" ? "百分比" : style === "hanzi" ? "汉字" : "";
  return format !== "" && own(figure.formats, format) !== undefined
    ? `{{${key}|${format}}}`
    : `{{${key}}}`;
}

function alike(typed: string, unit: string): boolean {
  return typed === unit || typed === "" || ALIKE.some((units) => units.has(typed) && units.has(unit));
}

function isYear({ unit, value }: Amount): boolean {
  return unit === "" && (value < 100 || (value >= 1900 && value < 2100));
}

// Tokens and pictures are no typed text; one private character a place keeps positions.
function masked(text: string): string {
  let typed = text;
  for (const { from, to } of [...tokens(text), ...pictures(text)]) {
    typed = typed.slice(0, from) + "\uE000".repeat(to - from) + typed.slice(to);
  }
  return typed;
}

// Where each part between separators begins and ends.
function spans(text: string, separator: RegExp): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(separator, "g"))) {
    found.push([from, match.index]);
    from = match.index + match[0].length;
  }
  found.push([from, text.length]);
  return found;
}
