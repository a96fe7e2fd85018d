// Whether the program behind the page can be reached, and how the page carries on when it could
// not: nothing is asked of the officer.
//
// "away": no server; what is asked meanwhile waits and is asked again. "gone": a server without our
// kernel (it was ended, or the server is a new one); the page is loaded anew, and the outbox puts
// back what was typed. A socket that says nothing although the kernel is idle is a mute one, as
// there are after two cuts in a row: it is exchanged.

import { ask, type Found } from "./alive";
import { sendAll } from "./leaving";
import { written } from "./outbox";
import { inVoila } from "./page";
import { tell } from "./strip";

/** The part of a kernel connection that is used here. */
export interface Kernel {
  id: string;
  status: string;
  connectionStatus: string;
  connectionStatusChanged: Signal;
  statusChanged: Signal;
  reconnect(): Promise<void>;
  requestKernelInfo(): Promise<unknown>;
}

interface Signal {
  connect(slot: () => void): void;
}

const EVERY = 1500; // ms between two looks
const AFTER = 1000; // ms between two looks while something is wrong
const TRIES = 2; // times that code is asked for again while nothing seems wrong
const LONG = 5000; // ms an answer may take before it is looked why
const SILENT = 3000; // ms in which an idle kernel says who it is
const MUTE = 2; // times it is exchanged; after that the server itself mixes sockets up
const PAUSE = 1500; // ms without a key before the page may be loaded anew
const AGAIN = 20_000; // ms between two loads of the page, where the first brought no kernel

const EMPTYING = new Set(["restarting", "autorestarting", "dead"]);

const AWAY = "和程序断开了。接着写不要紧，写下的都在这台电脑上，连上后自动存。";
const COMING = "程序刚重新启动，正在接上。写下的都在这台电脑上，不会丢。";
const STUCK = "程序重新启动后还没有接上。写下的都在这台电脑上，不会丢。";
const RUN_AGAIN =
  "程序重新启动过了。写下的都在这台电脑上，不会丢。请点菜单“运行”里的“运行所有单元格”，再接着写。";

const TYPING = ["keydown", "beforeinput", "paste", "drop"];

const LOADED = "zj-loaded"; // when the page was loaded anew and no kernel has been seen since

const back = new Set<() => void>();
const unanswered = new Set<{ since: number }>();
let kernel: Kernel | undefined;
let emptied = false; // a kernel that JupyterLab has restarted is there, but knows nothing of us
let found: Exclude<Found, "busy"> = "here";
let broken = false; // the socket was lost and is not back
let resuming = false;
let mute = 0; // looks in a row that found the socket mute
let timer = 0;
let asking = false;
let typedAt = 0;
let composing = false;

/** Look after the connection to this kernel from now on; a view of it has just been made. */
export function watch(now: Kernel): void {
  if (emptied) turn("here");
  emptied = false;
  if (kernel === now) return;
  kernel = now;
  broken = false;
  turn("here");
  const changed = () => {
    if (kernel !== now) return;
    emptied ||= !inVoila() && EMPTYING.has(now.status);
    const whole = now.connectionStatus === "connected";
    if (whole && broken && found === "here" && !resuming) callBack();
    broken = !whole;
    later(0);
  };
  now.connectionStatusChanged.connect(changed);
  now.statusChanged.connect(changed);
  listen();
  later(0);
}

/** Whether there is somebody to ask. */
export function isHere(): boolean {
  return found === "here";
}

/** Call when the program can be reached again; answers may have been lost. Returns how to stop. */
export function onBack(callback: () => void): () => void {
  back.add(callback);
  return () => back.delete(callback);
}

/** Call when something is asked; returns what to call when it is answered. */
export function asked(): () => void {
  const question = { since: Date.now() };
  unanswered.add(question);
  return () => unanswered.delete(question);
}

/**
 * Load a part of the page's own code. While the program is away it cannot come: it is loaded once
 * that is back; soon after a cut nobody may have noticed it yet.
 */
export async function loaded<Code>(load: () => Promise<Code>): Promise<Code> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await load();
    } catch (error) {
      if (isHere() && left <= 0) throw error;
    }
    await new Promise((resolve) => window.setTimeout(resolve, EVERY));
    if (!isHere()) await new Promise<void>((resolve) => {
      const stop = onBack(() => {
        stop();
        resolve();
      });
    });
  }
}

async function look(): Promise<void> {
  if (asking || !kernel) return;
  asking = true;
  const now = emptied ? "gone" : await state(kernel);
  asking = false;
  if (now === "here") sessionStorage.removeItem(LOADED);
  // It is tried again for a while by itself, and then no more.
  const given = kernel.connectionStatus === "disconnected";
  mute = now === "mute" ? mute + 1 : 0;
  if (mute > MUTE && inVoila()) loadAnew();
  else if (now === "mute" || (now === "here" && (found === "away" || given))) await resume(kernel);
  else turn(now);
  if (found === "gone") loadAnew();
  later(found === "here" ? EVERY : AFTER);
}

async function state(now: Kernel): Promise<Exclude<Found, "busy"> | "mute"> {
  const where = await ask(now.id, { voila: inVoila() });
  if (where !== "here" || found !== "here") return where === "busy" ? "here" : where;
  if (![...unanswered].some(({ since }) => Date.now() - since > LONG)) return where;
  if (await answers(now)) return where;
  return (await ask(now.id, { voila: inVoila() })) === "here" ? "mute" : "here";
}

async function answers(now: Kernel): Promise<boolean> {
  const patience = new Promise<false>((resolve) => {
    window.setTimeout(() => {
      resolve(false);
    }, SILENT);
  });
  const said = now.requestKernelInfo().then(
    () => true as const,
    () => false as const,
  );
  return Promise.race([said, patience]);
}

// A socket that lived through the outage may be a dead one that nobody has noticed yet.
async function resume(now: Kernel): Promise<void> {
  resuming = true;
  try {
    await now.reconnect();
  } catch {
    return; // still away; the next look tries again
  } finally {
    resuming = false;
  }
  turn("here");
  callBack();
}

function callBack(): void {
  for (const callback of [...back]) callback();
}

function turn(now: Exclude<Found, "busy">): void {
  if (now === found && now !== "here") return; // here: a mute socket that came back left its words
  found = now;
  document.body.classList.toggle("zj-away", now !== "here");
  if (now === "here") tell("link", null);
  else if (now === "away") tell("link", { text: AWAY, tone: "look" });
  else tell("link", { text: inVoila() ? COMING : RUN_AGAIN, tone: "look" });
}

// Not while somebody types: keys pressed while a page loads are lost.
function loadAnew(): void {
  if (!inVoila() || composing || Date.now() - typedAt < PAUSE) return;
  const last = Number(sessionStorage.getItem(LOADED) ?? 0);
  const go = () => {
    sessionStorage.setItem(LOADED, String(Date.now()));
    for (const event of TYPING) window.addEventListener(event, swallow, { capture: true });
    sendAll(); // what stands in a field is kept before all that is kept is waited for
    void written().then(() => {
      location.reload();
    });
  };
  if (Date.now() - last > AGAIN) go();
  else tell("link", { text: STUCK, tone: "look", actions: [{ label: "现在再试", run: go }] });
}

// A key pressed now would show its letter, and be lost with the page.
function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function later(wait: number): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void look(), wait);
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  const typed = () => {
    typedAt = Date.now();
  };
  for (const event of ["keydown", "input", "pointerdown"]) {
    window.addEventListener(event, typed, { capture: true });
  }
  window.addEventListener("compositionstart", () => (composing = true), { capture: true });
  window.addEventListener("compositionend", () => (composing = false), { capture: true });
  for (const event of ["online", "offline", "pageshow"]) {
    window.addEventListener(event, () => {
      later(0);
    });
  }
}
