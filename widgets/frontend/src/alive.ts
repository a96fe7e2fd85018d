// Whether a page's kernel is there. A socket whose cable was pulled looks connected for minutes, and
// a kernel at work answers nothing for as long: so the server, which does neither, is asked over
// HTTP.

import { ours, served } from "./server";

/** "busy": it is here and at work; "away": nobody answers; "gone": a server without it, or it is dead. */
export type Found = "here" | "busy" | "away" | "gone";

const PATIENCE = 2500; // ms the server may take to answer

/** Ask the page server (`voila`), or JupyterLab's, for the kernel with this id. */
export async function ask(id: string, { voila }: { voila: boolean }): Promise<Found> {
  const giveUp = new AbortController();
  const patience = window.setTimeout(() => {
    giveUp.abort();
  }, PATIENCE);
  try {
    const path = voila ? `voila/alive/${id}` : `api/kernels/${id}`;
    const answer = await fetch(served(path), {
      cache: "no-store",
      headers: ours(),
      signal: giveUp.signal,
    });
    if (answer.status === 404) return "gone";
    if (!answer.ok) return "away";
    const said = (await answer.json()) as { alive?: boolean; execution_state?: string };
    if (said.alive === false) return "gone";
    return said.execution_state === "busy" ? "busy" : "here";
  } catch {
    return "away";
  } finally {
    window.clearTimeout(patience);
  }
}
