// Numbers in Chinese running text: 278人次, 2.25万元, 22,500元, 二百七十八名.
//
// Only what can be an amount is found. Years, dates, ordinals (第三届, 一届十二次), numbering, ranges
// and rounded numbers (200余人, 约30件) are no amounts.

export interface Amount {
  /** Where the digits stand, with 万 or 亿 but without the unit. */
  from: number;
  to: number;
  /** Where the unit ends. */
  end: number;
  value: number;
  /** The measure word behind it, 元 for 万元; empty when there is none. */
  unit: string;
  /** How it is written: 278, 2.25万, 二百七十八. */
  style: "digits" | "wan" | "hanzi";
}

const DIGITS = "零一二三四五六七八九";
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

const ARABIC = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
const HANZI = "[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?";
const UNITS =
  "人次|人|名|位|户|家|元|场次|场|次|期|项|件|份|条|个|篇|幅|批|支|对|处|册|套|台|吨|小时|课时|学时|%|％";
const NUMBER = new RegExp(`(?:(${ARABIC})\\s*([万亿]?)|(${HANZI}))\\s*(${UNITS})?`, "g");

const BEFORE =
  /(?:第|前|约|近|超|逾|超过|不足|至少|不少于|不低于|\d[:：]|(?:^|[^达得])到|(?:^|[^增])至|[-－—–~～./\dA-Za-z])\s*$/;
const AFTER =
  /^\s*(?:余|多|来|几|到|至|[-－—–~～./:：\dA-Za-z]|年|月|日|号|时|点|秒|分(?![会厂])|届|周年|季度|岁|世纪|大|级|等奖)/;
const ROUGH = /^(?:以上|以下|以内|左右|上下|百分点|[-－—–~～到至])/;
const NUMBERING = /(?:^|\n)[ \t\u3000]*[(（]?$/;
const NUMBERED = /^\s*[)）、.．]/;

export function amounts(text: string): Amount[] {
  const found: Amount[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const [all, arabic, scale = "", hanzi, unit = ""] = match;
    const bare = all.slice(0, all.length - unit.length).trimEnd();
    const from = match.index;
    const to = from + bare.length;
    const before = text.slice(Math.max(0, from - 6), from);
    const after = text.slice(to, to + 4);
    if (BEFORE.test(before) || AFTER.test(after)) continue;
    if (ROUGH.test(text.slice(from + all.length, from + all.length + 3))) continue;
    if (NUMBERING.test(before) && NUMBERED.test(after)) continue;
    if (/届[零〇一二三四五六七八九十\d]*$/.test(before)) continue;
    const value = arabic ? scaled(arabic, scale) : hanziValue(hanzi ?? "");
    if (value === null) continue;
    found.push({
      from,
      to,
      end: unit ? from + all.length : to,
      value,
      unit: unit === "％" ? "%" : unit,
      style: hanzi ? "hanzi" : scale ? "wan" : "digits",
    });
  }
  return found;
}

/** 二百七十八 is 278, 二点二五 is 2.25; null for what is no number (三四十, 百). */
export function hanziValue(words: string): number | null {
  const [whole = "", decimals] = words.replaceAll("〇", "零").replaceAll("两", "二").split("点");
  let all = 0; // up to 亿
  let group = 0; // below 万
  let digit: number | null = null;
  let place = 0; // of the last 百, 千 or 万: 二百五 is 250
  for (const char of whole) {
    const one = DIGITS.indexOf(char);
    if (one >= 0) {
      if (digit !== null && digit !== 0) return null; // 一二 counts nothing
      digit = one;
      if (one === 0) place = 0;
    } else if (char === "万" || char === "亿") {
      const lot = char === "万" ? 1e4 : 1e8;
      if (group + (digit ?? 0) === 0 && all === 0) return null;
      all = (all + group + (digit ?? 0)) * lot;
      [group, digit, place] = [0, null, lot];
    } else {
      place = PLACES[char] ?? 0;
      if (digit === null && place !== 10) return null;
      group += (digit ?? 1) * place;
      digit = null;
    }
  }
  if (digit !== null) group += place > 10 ? digit * (place / 10) : digit;
  if (decimals === undefined) return all + group;
  const tail = Array.from(decimals, (char) => DIGITS.indexOf(char)).join("");
  return Number(`${all + group}.${tail}`);
}

function scaled(digits: string, scale: string): number {
  const number = Number(digits.replaceAll(",", ""));
  const lot = scale === "万" ? 1e4 : scale === "亿" ? 1e8 : 1;
  return Math.round(number * lot * 1e4) / 1e4;
}
