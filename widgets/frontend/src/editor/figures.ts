// The ledger's numbers as the editor needs them, and the tokens that name them in the text.

/** One figure, as Python sends it. */
export interface Figure {
  /** The bare number as documents write it; a 概数 as it was written (10万余元). */
  shown: string;
  /** 人次, 元, 户 …; a 概数 carries its own in `shown`. */
  unit: string;
  exact: boolean;
  /** The time it covers: 2026年. */
  period: string;
  /** How it is computed, one plain phrase: 慰问台账 3 行“金额”相加. */
  how: string;
  /** How it reads in each format its unit allows: { 元: "22500元", 万元: "2.25万元", … }. */
  formats: Record<string, string>;
  /** What a sentence may call its category, beside the name's own words. */
  words: string[];
}

export type Figures = Readonly<Record<string, Figure>>;

/** `{{key|format}}` in a text; `format` is empty for the bare number. */
export interface Token {
  key: string;
  format: string;
  from: number;
  to: number;
}

/** A chart or table of the ledger on a line of its own: `![caption](chart:name)`. */
export interface Picture {
  kind: "chart" | "table";
  caption: string;
  from: number;
  to: number;
}

// The full-width braces and bar of a Chinese input method count as well, as in zongjie/prose.py.
const TOKEN = /[{｛]{2}([^{}｛｝\n]*)[}｝]{2}/g;
const PICTURE =
  /(?<![^\n])[ \t\u3000]*!\[([^\]\n]*)\]\((chart|table):[^)\s]+[ \t]*\)[ \t\u3000]*(?![^\n])/g;

// As in zongjie/prose.py and zongjie/figures.
const FORMATS = ["元", "万元", "汉字", "百分比"];
const PEOPLE = ["人", "名", "位"];
const ALSO = "，另有";
const COUNTED = "个概数";
const ENDS = "。；！？）\n";

export function tokens(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (match) => {
    const [key = "", ...format] = (match[1] ?? "").split(/[|｜]/);
    return {
      key: key.trim(),
      format: format.join("|").trim(),
      from: match.index,
      to: match.index + match[0].length,
    };
  });
}

export function pictures(text: string): Picture[] {
  return Array.from(text.matchAll(PICTURE), (match) => ({
    kind: match[2] as Picture["kind"],
    caption: match[1] ?? "",
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** How a token reads now; null when no ledger holds it or its unit cannot be written so. */
export function shown(token: Pick<Token, "key" | "format">, figures: Figures): string | null {
  const figure = own(figures, token.key);
  if (!figure) return null;
  if (token.format === "" || (!figure.exact && FORMATS.includes(token.format))) return figure.shown;
  return own(figure.formats, token.format) ?? null;
}

/** What stands for a token, and where the text goes on: 概数 take in the unit behind them. */
export interface Reading {
  words: string | null;
  to: number;
}

/** How a token reads in its text, the same as on paper (`pieces` in zongjie/prose.py). */
export function reading(token: Token, text: string, figures: Figures): Reading {
  const words = shown(token, figures);
  const figure = own(figures, token.key);
  if (words === null || !figure || figure.exact) return { words, to: token.to };
  const said = unitAfter(text, token.to, words, figure.unit);
  const to = token.to + said.length;
  return { words: beside(words, figure.unit, said, text.charAt(to)), to };
}

function unitAfter(text: string, at: number, words: string, unit: string): string {
  const many = words.includes(COUNTED);
  const people = unit.includes("人") && (many || /人次?$/.test(words));
  const fits = (said: string) =>
    (many && said === unit) ||
    Array.from(said, (_, last) => said.slice(0, last + 1)).some((part) => words.endsWith(part)) ||
    (people && (said === "人次" || PEOPLE.includes(said)));
  const all = ["人次", unit, ...PEOPLE].filter((said) => said !== "");
  return all.find((said) => text.startsWith(said, at) && fits(said)) ?? "";
}

function beside(words: string, unit: string, said: string, after: string): string {
  const [exact = "", rest] = words.split(unit + ALSO, 2);
  if (rest === undefined) return words;
  const sum = exact + (PEOPLE.includes(said) && PEOPLE.includes(unit) ? said : unit);
  return after === "" || ENDS.includes(after) ? `${sum}${ALSO}${rest}` : `${sum}（另有${rest}）`;
}

/** The text with every token in words, as it goes to other programs. */
export function spelled(text: string, figures: Figures): string {
  let words = "";
  let end = 0;
  for (const token of tokens(text)) {
    const read = reading(token, text, figures);
    words += text.slice(end, token.from) + (read.words ?? gap(token.key));
    end = read.to;
  }
  return words + text.slice(end);
}

/** The name of a figure as officers read it: 慰问·困难帮扶·金额. */
export function spoken(key: string): string {
  return key.replaceAll(".", "·");
}

export function gap(key: string): string {
  return `【缺：${spoken(key)}】`;
}

/** The other way to write a sum of money, 元 or 万元; null where there is none. */
export function otherwise(
  { key, format }: Pick<Token, "key" | "format">,
  figures: Figures,
): { format: string; words: string } | null {
  const figure = own(figures, key);
  const other = format === "万元" ? "元" : "万元";
  const words = figure?.exact === true ? own(figure.formats, other) : undefined;
  return words === undefined ? null : { format: other, words };
}

/** What to put into the text for a figure: money brings its unit, a count is followed by its own. */
export function written(key: string, figure: Figure): { token: string; unit: string } {
  if (!figure.exact) return { token: `{{${key}}}`, unit: "" };
  if (figure.unit === "元") return { token: `{{${key}|元}}`, unit: "" };
  return { token: `{{${key}}}`, unit: figure.unit };
}

/** The number with its unit: 278人次. */
export function full(figure: Figure): string {
  return figure.exact ? figure.shown + figure.unit : figure.shown;
}

/** Where a figure's number comes from, in one sentence. */
export function origin(key: string, figures: Figures): string {
  const figure = own(figures, key);
  if (!figure) return `台账里没有“${spoken(key)}”。请补上台账，或删去这里。`;
  return [`${spoken(key)}：${full(figure)}`, figure.period, figure.how].filter(Boolean).join("，");
}

/** An entry of a record, never one of its prototype's. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
