// Sections that the draft has and no cell of the notebook: each gets a step of the page like the
// others, with a view that Python makes once somebody turns to it.

import { h } from "./dom";
import type { Host } from "./host";
import { arrive, inVoila, whenShown } from "./page";

export interface Step {
  step: string;
  label: string;
  /** Whether no cell of the notebook shows it. */
  beyond?: boolean;
}

interface Place {
  heading: HTMLElement;
  remove: () => void;
}

/** What takes the steps of the page, whenever they are others, and gives a place to those without. */
export function placing<Props>(host: Host<Props>): (steps: Step[]) => void {
  const places = new Map<string, Place>();
  return (steps) => {
    const wanted = new Map(steps.filter(({ beyond }) => beyond).map(({ step, label }) => [step, label]));
    for (const [step, place] of places) {
      if (wanted.has(step)) continue;
      place.remove();
      places.delete(step);
    }
    for (const [step, label] of wanted) {
      const place = places.get(step) ?? placed(host, step);
      place.heading.textContent = label;
      places.set(step, place);
    }
  };
}

function placed<Props>(host: Host<Props>, step: string): Place {
  const heading = h("h2");
  const body = h("div");
  const root = h("div", {}, h("div", { class: "jp-RenderedMarkdown" }, heading), body);
  const cell = h("div", { "cell-index": step }, root);
  const around = inVoila() && host.el.closest("[cell-index]");
  if (around) around.after(cell);
  else host.el.append(cell);
  const leave = arrive(root, step);
  const stop = whenShown(root, () => {
    host.ask<{ model: string }>("beyond", { step }).then(
      ({ result }) => host.display(result.model, body),
      () => undefined, // said above the page already
    ).catch(console.error);
  });
  return {
    heading,
    remove: () => {
      stop();
      cell.remove();
      leave();
    },
  };
}
