// Initials of Chinese words (困难帮扶 → knbf) without a dictionary: the browser sorts by pinyin,
// so a character's initial is that of the last letter whose first character sorts before it.

const collator = new Intl.Collator("zh-u-co-pinyin");
const FIRST = Array.from("吖八嚓哒婀发旮哈丌咔垃妈拿喔趴七蚺仨他挖夕丫匝");
const LETTERS = "abcdefghjklmnopqrstwxyz";
/** Characters that are read in more than one way where unions use them. */
const TWO: Readonly<Record<string, string>> = {
  长: "cz", 重: "zc", 行: "xh", 会: "hk", 调: "dt", 乐: "ly", 率: "ls", 校: "xj", 厦: "sx", 曾: "cz",
};
const known = new Map<string, string>();

/** Where in the text these initials begin, counted in characters that have one; -1 for nowhere. */
export function initialsAt(text: string, wanted: string): number {
  const spelled = Array.from(text.toLowerCase(), lettersOf).filter(Boolean);
  const letters = Array.from(wanted);
  return spelled.findIndex((_, at) => letters.every((letter, on) => spelled[at + on]?.includes(letter)));
}

// The letters a character answers to: Latin letters and digits as they are, none for the rest.
// Sorting by sound takes its time; what was found is kept.
function lettersOf(character: string): string {
  if (/[a-z0-9]/.test(character)) return character;
  if (!/\p{Script=Han}/u.test(character)) return "";
  const found = TWO[character] ?? known.get(character) ?? bySound(character);
  known.set(character, found);
  return found;
}

function bySound(character: string): string {
  const next = FIRST.findIndex((first) => collator.compare(first, character) > 0);
  return LETTERS[(next < 0 ? FIRST.length : next) - 1] ?? "";
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
    const found = initialsAt(word, wanted);
    return found < 0 ? -1 : found === 0 ? 2 : 3;
  };
  return words
    .map((word) => ({ word, rank: rank(word) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ word }) => word);
}
