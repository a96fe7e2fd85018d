// Initials of Chinese words (困难帮扶 → knbf) without a dictionary: the browser sorts by pinyin,
// so a character's initial is that of the last letter whose first character sorts before it.

const collator = new Intl.Collator("zh-u-co-pinyin");
const FIRST = "阿八嚓搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝";
const LETTERS = "abcdefghjklmnopqrstwxyz";

/** A letter for each Chinese character; Latin letters and digits as they are, the rest left out. */
export function initials(text: string): string {
  return Array.from(text.toLowerCase(), initial).join("");
}

function initial(character: string): string {
  if (/[a-z0-9]/.test(character)) return character;
  if (!/\p{Script=Han}/u.test(character)) return "";
  let letter = "";
  for (const [index, first] of Array.from(FIRST).entries()) {
    if (collator.compare(first, character) > 0) break;
    letter = LETTERS[index] ?? "";
  }
  return letter;
}

/** By pinyin, numbers inside text by their value. */
export const byPinyin = new Intl.Collator("zh-u-co-pinyin-kn-true").compare;

/** The words that hold the text, or whose initials do, best first; all of them for no text. */
export function matching(words: readonly string[], text: string): string[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [...words];
  const rank = (word: string): number => {
    const place = word.toLowerCase().indexOf(wanted);
    if (place >= 0) return place === 0 ? 0 : 1;
    const found = initials(word).indexOf(wanted);
    return found < 0 ? -1 : found === 0 ? 2 : 3;
  };
  return words
    .map((word) => ({ word, rank: rank(word) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ word }) => word);
}
