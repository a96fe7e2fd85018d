const PICTURE = /^\s*!\[[^\]]*\]\([^)]*\)\s*$/gm;
const TOKEN = /[{｛]{2}[^{}｛｝\n]*[}｝]{2}/g;

/** Length as Chinese offices count it: no spaces, no marks of layout, a number as one character. */
export function count(text: string): number {
  const bare = text.replace(PICTURE, "").replace(TOKEN, "数").replace(/[\s#*]/g, "");
  return Array.from(bare).length;
}
