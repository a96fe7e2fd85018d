// Giving a file the kernel made to the browser, as if it had been downloaded from somewhere.

import { h } from "./dom";
import type { Answer } from "./host";

/** What an action that makes a file returns; the bytes come beside it. */
export interface FileMade {
  name: string;
  /** Media type. */
  type: string;
  /** What to know about the file, each a sentence. */
  notes?: string[];
}

/** Save the bytes that came with an answer under the name it states. Returns that name. */
export function download({ result: { name, type }, buffers }: Answer<FileMade>): string {
  const bytes = buffers.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
  );
  const address = URL.createObjectURL(new Blob(bytes, { type: type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has its own hold on the bytes once the download has begun.
  window.setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
  return name;
}
