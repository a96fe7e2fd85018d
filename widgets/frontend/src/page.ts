// The page around the views. In voila the cells of a notebook become steps, one shown at a time:
// a Markdown cell belongs to the widget after it, and the address (#competition) says which step
// is shown. In JupyterLab, and in a notebook without a progress line, cells stay in their order.

const STEP = "data-zj-step";
const PATIENCE = 2000; // ms that views wait for a progress line before all are shown
const STILL = 6; // frames without a move after which a place is reached
const REACHED = 2000; // ms after which it counts as reached anyway
const shown = new Set<() => void>();
let paged = false;
let planned = false;
let listed: string[] = []; // the steps as the list has them, which may not be the order of the cells
let turning = false; // another step was asked for, by whatever means

/** Turn the pages in this order, where it names them. */
export function arrange(steps: string[]): void {
  listed = steps;
}

/** Take a view into the page under the name of its step; returns how to take it out again. */
export function arrive(root: HTMLElement, step: string): () => void {
  linkStyle();
  root.setAttribute(STEP, step);
  document.getElementById("loading")?.remove();
  plan();
  return plan;
}

/** Show one step at a time from now on. Only voila's page has cells of its own to hide. */
export function turnIntoSteps(): void {
  if (!inVoila()) return;
  paged = true;
  document.body.classList.add("zj-paged");
  window.addEventListener("hashchange", () => {
    turning = true;
    plan();
  });
  plan();
}

export function inVoila(): boolean {
  return document.body.classList.contains("zj-voila");
}

/** The step of the view that this is in, or "". */
export function stepOf(el: Element | null): string {
  return el?.closest(`[${STEP}]`)?.getAttribute(STEP) ?? "";
}

/** The step in the address, or the first one there is. */
export function currentStep(): string {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const steps = names();
  return steps.includes(wanted) ? wanted : (steps[0] ?? "");
}

/**
 * Go to a step: turn the page in voila, scroll to it elsewhere. False when it is not here.
 * `arrived` is called once it is shown.
 */
export function goTo(step: string, arrived: () => void = () => undefined): boolean {
  const target = document.querySelector<HTMLElement>(`[${STEP}="${CSS.escape(step)}"]`);
  if (!target) return false;
  if (paged) {
    if (currentStep() !== step) location.hash = encodeURIComponent(step);
    window.scrollTo({ top: 0 });
    arrived();
  } else {
    reach(target, arrived);
  }
  return true;
}

// JupyterLab gives a cell its height when it comes into sight, which moves all that is below: so
// the place is gone to until it stays where it is, or somebody goes elsewhere by hand.
function reach(target: HTMLElement, arrived: () => void): void {
  const end = Date.now() + REACHED;
  const moved = new AbortController();
  let last = Number.NaN;
  let still = 0;
  const look = () => {
    if (moved.signal.aborted) return;
    target.scrollIntoView({ block: "start" });
    const { top } = target.getBoundingClientRect();
    still = top === last ? still + 1 : 0;
    last = top;
    if (still < STILL && Date.now() < end) {
      requestAnimationFrame(look);
      return;
    }
    moved.abort();
    target.tabIndex = -1;
    target.focus({ preventScroll: true }); // Tab goes on from here
    arrived();
  };
  for (const event of ["keydown", "pointerdown", "wheel"]) {
    const leave = () => {
      moved.abort();
    };
    window.addEventListener(event, leave, { capture: true, passive: true, signal: moved.signal });
  }
  look();
}

/** The step before (-1) or after (+1) the current one, or "" at either end. */
export function neighbour(by: -1 | 1): string {
  const steps = names();
  return steps[steps.indexOf(currentStep()) + by] ?? "";
}

/** Run this once, as soon as the view is on the step that is shown. Returns how not to. */
export function whenShown(root: HTMLElement, run: () => void): () => void {
  const alone = !inVoila() || root.getAttribute(STEP) === "";
  if (alone || isShown(root)) {
    run();
    return () => undefined;
  }
  const look = () => {
    if (!isShown(root)) return;
    stop();
    run();
  };
  const stop = onTurn(look);
  return stop;
}

/** Whether this part of the page is on the step that is shown. */
export function isShown(el: HTMLElement): boolean {
  const laidOut = !inVoila() || document.body.classList.contains("zj-ready");
  return laidOut && !el.closest("[hidden]");
}

/** Whether any of it can be seen, now and whenever that changes. Returns how to stop. */
export function onScreen(el: HTMLElement, told: (seen: boolean) => void): () => void {
  const watcher = new IntersectionObserver((entries) => {
    told(entries.at(-1)?.isIntersecting === true);
  });
  watcher.observe(el);
  return () => {
    watcher.disconnect();
  };
}

/** Call back whenever another step is shown. Returns how to stop. */
export function onTurn(callback: () => void): () => void {
  shown.add(callback);
  return () => shown.delete(callback);
}

function names(): string[] {
  const found = [...document.querySelectorAll(`[${STEP}]`)].map((el) => el.getAttribute(STEP) ?? "");
  const steps = [...new Set(found.filter(Boolean))];
  const there = new Set(steps);
  const order = listed.filter((step) => there.has(step)).values();
  const moved = new Set(listed);
  return steps.map((step) => (moved.has(step) ? order.next().value ?? step : step));
}

// Views arrive one by one; all that came in one go are laid out together.
function plan(): void {
  if (!paged) window.setTimeout(showAll, PATIENCE);
  if (planned || !paged) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    layOut();
  });
}

/** A notebook without a progress line is one long page. */
export function showAll(): void {
  if (paged || document.body.classList.contains("zj-ready")) return;
  ready();
}

function ready(): void {
  document.body.classList.add("zj-ready");
  for (const callback of [...shown]) callback();
}

function layOut(): void {
  const current = currentStep();
  let waiting: HTMLElement[] = [];
  let last = "";
  for (const cell of document.querySelectorAll<HTMLElement>("[cell-index]")) {
    const step = cell.querySelector(`[${STEP}]`)?.getAttribute(STEP);
    waiting.push(cell);
    if (step === undefined || step === null) continue;
    last = step;
    show(waiting, step === "" || step === current);
    waiting = [];
  }
  show(waiting, last === current);
  const focused = document.activeElement;
  ready();
  // Who turned the page reads on at its heading, unless a view has taken the cursor to a place.
  const now = document.activeElement;
  if (turning && (now === focused || now === document.body)) focusHeading();
  turning = false;
}

/** Put the keyboard, and with it a screen reader, at the beginning of the step that is shown. */
export function focusHeading(): void {
  const headings = document.querySelectorAll<HTMLElement>("[cell-index]:not([hidden]) :is(h1, h2)");
  const [heading] = headings;
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function show(cells: HTMLElement[], visible: boolean): void {
  for (const cell of cells) cell.hidden = !visible;
}

// voila's template links the style sheet itself, before anything is drawn.
function linkStyle(): void {
  if (document.querySelector("link[href*='zongjie/static/page.css']")) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("./page.css", import.meta.url).href;
  document.head.append(link);
}
