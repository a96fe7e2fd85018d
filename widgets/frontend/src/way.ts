// The way back. Whoever jumps from a step to look something up returns to the very place; whoever
// turns the page by the list, the foot of a step or the browser goes on from there.

import { button, fill, h } from "./dom";
import { currentStep, goTo, inVoila, onTurn, stepOf } from "./page";
import { tell } from "./strip";

interface Leg {
  from: string;
  to: string;
  /** How far the page was scrolled, and where the keyboard was. */
  top: number;
  focus: Element | null;
}

const LINE = "way"; // of the strip

const legs: Leg[] = [];
const places = new Map<string, () => void>();
let returning: Leg | undefined;
let paint: () => void = () => undefined;

onTurn(() => {
  const here = currentStep();
  while (legs.length > 0 && legs.at(-1)?.to !== here) legs.pop();
  if (returning?.from === here) settle(returning);
  returning = undefined;
});

/** Go to a step (`goTo`) to look something up there. False when it is not on this page. */
export function jump(step: string, arrived?: () => void): boolean {
  const from = inVoila() ? currentStep() : stepOf(document.activeElement);
  const leg = { from, to: step, top: window.scrollY, focus: document.activeElement };
  if (!goTo(step, arrived)) return false;
  const known = legs.findIndex((one) => one.from === step);
  if (known >= 0) legs.splice(known);
  else if (from !== "" && from !== step) legs.push(leg);
  paint();
  return true;
}

/** Return to where the last jump began. False when there was none. */
export function goBack(): boolean {
  const leg = legs.pop();
  if (!leg) return false;
  paint();
  if (!inVoila()) return goTo(leg.from, () => {
    settle(leg);
  });
  returning = leg;
  return goTo(leg.from);
}

/** Run this whenever somebody returns to this step. Returns how not to. */
export function onReturn(step: string, run: () => void): () => void {
  places.set(step, run);
  return () => {
    if (places.get(step) === run) places.delete(step);
  };
}

/** Back to where a jump began: above every step that was jumped to, in JupyterLab below the page. */
export class WayBack {
  private readonly el = h("p", { class: "zj zj-way", hidden: true });
  private labels: ReadonlyMap<string, string> = new Map();
  private readonly elsewhere = ({ target }: Event) => {
    const step = target instanceof Element ? stepOf(target) : "";
    if (step === "" || legs.length === 0 || step === legs.at(-1)?.to) return;
    legs.length = 0; // who went on to another view goes on from there
    this.draw();
  };

  constructor() {
    if (inVoila()) document.querySelector("#rendered_cells > div")?.prepend(this.el);
    else document.addEventListener("focusin", this.elsewhere);
    paint = () => {
      this.draw();
    };
  }

  /** `labels` says what steps are called. */
  paint(labels: ReadonlyMap<string, string>): void {
    this.labels = labels;
    this.draw();
  }

  close(): void {
    this.el.remove();
    document.removeEventListener("focusin", this.elsewhere);
    tell(LINE, null);
  }

  private draw(): void {
    const from = legs.at(-1)?.from ?? "";
    const label = this.labels.get(from) ?? "";
    const run = () => {
      goBack();
    };
    if (inVoila()) {
      this.el.hidden = from === "";
      fill(this.el, from && button(`回到“${label}”`, run, { kind: "quiet", title: "回到刚才的地方（Esc）" }));
    } else {
      const actions = [{ label: "回到那里（Esc）", run }];
      tell(LINE, from === "" ? null : { text: `刚才在“${label}”。`, tone: "plain", actions });
    }
  }
}

function settle({ from, top, focus }: Leg): void {
  if (inVoila()) window.scrollTo({ top });
  const place = places.get(from);
  if (place) place();
  else if (focus instanceof HTMLElement && focus.closest(`[data-zj-step="${CSS.escape(from)}"]`)) {
    focus.focus({ preventScroll: true });
  }
}
