// Which lines are headings, by the rule of the finished document (zongjie/document/headings.py):
// marked with #, or a short line of its own that begins with （一） and is no sentence.

const MARKED = /^ {0,3}#{1,6}[ \t]+\S/;
const TYPED = /^[ \t\u3000]*（[一二三四五六七八九十百]+）[^。！？；，]{1,30}$/u;

export function isHeading(line: string): boolean {
  return MARKED.test(line) || TYPED.test(line);
}
