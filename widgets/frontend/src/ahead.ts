// The kind of summary that is about to be opened is drawn ahead by the server, so that it is there at
// a click.

import { inVoila } from "./page";
import { ours, served } from "./server";

const PAUSE = 150; // ms on a link before somebody means it

const asked = new Set<string>();

/** Somebody is about to follow this link. */
export function ahead(link: string): void {
  const name = /voila\/render\/([^?#]+)/.exec(link)?.[1];
  if (!name || !inVoila() || asked.has(name)) return;
  asked.add(name);
  // The page opens without it too, in a moment more.
  fetch(served(`voila/ahead/${name}`), { method: "POST", headers: ours() }).catch(() => undefined);
}

/** Whoever rests on a link in here, or comes to it by keyboard, is about to follow it. */
export function watch(el: HTMLElement): void {
  let resting = 0;
  const rest = ({ target }: Event) => {
    window.clearTimeout(resting);
    const link = target instanceof Element ? target.closest("a") : null;
    if (link) resting = window.setTimeout(() => { ahead(link.href); }, PAUSE);
  };
  el.addEventListener("pointerover", rest);
  el.addEventListener("focusin", rest);
}
