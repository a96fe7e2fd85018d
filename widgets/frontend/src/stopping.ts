// Long work in the kernel that says how far it is, and that can be stopped.

import type { Host } from "./host";

const LOOK = 400; // ms between two looks at how far the reading is

/**
 * What was asked, unless it is stopped: then the page goes on at once, and the kernel ends its
 * work at the next step. The view answers `progress` and `stop`.
 */
export async function unlessStopped<Props, Result>(
  host: Host<Props>,
  asked: Promise<Result>,
  signal: AbortSignal,
  progress: HTMLElement,
): Promise<Result> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(new Error("stopped"));
    });
  });
  return Promise.race([untilStopped(host, asked, signal, progress), stopped]);
}

/** What was asked, also when it is stopped: what came of it may have been done by then. */
export async function untilStopped<Props, Result>(
  host: Host<Props>,
  asked: Promise<Result>,
  signal: AbortSignal,
  progress: HTMLElement,
): Promise<Result> {
  signal.addEventListener("abort", () => {
    host.ask("stop").catch(() => undefined);
  });
  const look = window.setInterval(() => {
    host.ask<{ said: string }>("progress").then(
      ({ result }) => {
        if (result.said && !signal.aborted) progress.textContent = `${result.said}……`;
      },
      () => undefined,
    );
  }, LOOK);
  try {
    return await asked;
  } finally {
    window.clearInterval(look);
  }
}
