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
  if (token.format === "") return figure.shown;
  return own(figure.formats, token.format) ?? null;
}

/** The same, without the unit where a 概数 is followed by it in the text: 230余[件]. */
export function reading(token: Token, text: string, figures: Figures): string | null {
  const words = shown(token, figures);
  const figure = own(figures, token.key);
  if (words === null || !figure || figure.exact || figure.unit === "") return words;
  const twice = words.endsWith(figure.unit) && text.startsWith(figure.unit, token.to);
  return twice ? words.slice(0, -figure.unit.length) : words;
}

/** The text with every token in words, as it goes to other programs. */
export function spelled(text: string, figures: Figures): string {
  let words = "";
  let end = 0;
  for (const token of tokens(text)) {
    words += text.slice(end, token.from) + (reading(token, text, figures) ?? gap(token.key));
    end = token.to;
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
