// The text form of a block of cells on the clipboard, as Excel and WPS write and read it.

/** Rows of cells. A cell is quoted only if its closing quote ends it: `"五一"晚会` is plain text. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const clean = text.replace(/\r\n?/g, "\n");
  while (at <= clean.length) {
    const quoted = clean[at] === '"' ? quotedCell(clean, at) : null;
    const end = quoted?.end ?? plainEnd(clean, at);
    row.push(quoted?.cell ?? clean.slice(at, end));
    if (clean[end] !== "\t") {
      rows.push(row);
      row = [];
    }
    at = end + 1;
    // A block ends with a line break, which begins no further row.
    if (at === clean.length && clean[end] === "\n") break;
  }
  return rows;
}

export function formatBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(formatCell).join("\t")).join("\r\n");
}

function formatCell(cell: string): string {
  return /^"|[\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function plainEnd(text: string, at: number): number {
  const found = /[\t\n]/g;
  found.lastIndex = at;
  return found.exec(text)?.index ?? text.length;
}

function quotedCell(text: string, at: number): { cell: string; end: number } | null {
  const found = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  found.lastIndex = at;
  const cell = found.exec(text);
  return cell ? { cell: (cell[1] ?? "").replaceAll('""', '"'), end: found.lastIndex } : null;
}
