// What an offered sentence leaves open: 【谁】, for the officer to write over.

const BLANK = /【[^【】\n]*】/;

/** Where the first of them begins and ends; null when nothing is left open. */
export function firstBlank(words: string): { from: number; to: number } | null {
  const found = BLANK.exec(words);
  return found && { from: found.index, to: found.index + found[0].length };
}
