// What was typed and did not get to the disk last time is put back: at once where what it was
// typed over still stands; else Python puts the two together, or lets the officer choose (`two`).

import { KEPT, standing, type Found } from "./decisions";
import { putBack, type Refusal } from "./grid/refusals";
import type { AllRows, Changed, GridProps, Step } from "./grid/wire";
import { Refused, type Host } from "./host";
import { answered, answerIn } from "./promises";
import { answerTo, decided, decisionOn, fieldOf, left, ORDER, Outbox, refusedOf, rowsOf, textOf, titleOf } from "./outbox";
import { ownTitle, type Titled } from "./section";
import { tell } from "./strip";

interface Texts {
  text: string;
}

/** Put back what was left of a section: its text, what was decided about what was found in it, its title. */
export async function recoverSection(host: Host<Found & Texts & Titled>): Promise<void> {
  await host.opened();
  const found = host.props; // in the text that was on disk when it was decided
  await recoverText(host);
  await recoverDecisions(host, found);
  await recoverSaid(host, titleOf(host.step), {
    now: () => ownTitle(host.props),
    again: () => host.ask("unname"),
    what: () => "选的“用笔记本的标题”没有存上，标题后来又改过",
  });
}

/** Let the sections stand in the notebook's order, if that was asked for; unless they were arranged since. */
export async function recoverOrder(host: Host<object>, now: () => string): Promise<void> {
  await host.opened();
  await recoverSaid(host, ORDER, {
    now,
    again: () => host.ask("unarrange"),
    what: () => "选的“按笔记本的顺序”没有存上，顺序后来又改过",
  });
}

async function recoverText(host: Host<Texts>): Promise<void> {
  for (const kept of await left<string>(host.draft, textOf(host.step))) {
    const now = host.props.text;
    const over = kept.over.includes(now) ? now : kept.over[0];
    try {
      if (kept.value !== now) await host.ask("write", { text: kept.value, over });
      kept.drop();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      kept.adopt();
      return; // said above the view, and kept until it is settled
    }
  }
}

// What is said of it by others' doing was not decided about, and what is not found any more need not be.
async function recoverDecisions(host: Host<Found>, found: Found): Promise<void> {
  for (const id of await decided(host.draft, host.step)) {
    await recoverSaid(host, decisionOn(host.step, id), {
      now: () => standing(found, id),
      again: (value) => host.ask("keep", { id, kept: value === KEPT }),
      what: (value, over) => {
        const [about, chosen] = value === KEPT ? [over, "就这样"] : [value, "撤回"];
        return `对“${about.replace(/。$/, "")}”选的“${chosen}”没有存上，那里后来又改过`;
      },
    });
  }
}

/** Put back the fields of the profile; where another stands by now, it is said what was left. */
export async function recoverFields(
  host: Host<{ fields: { name: string; label: string; value: string }[] }>,
): Promise<void> {
  await host.opened();
  for (const { name, label } of host.props.fields) {
    await recoverSaid(host, fieldOf(name), {
      now: () => host.props.fields.find((field) => field.name === name)?.value ?? "",
      again: (value) => host.ask("fill", { name, value }),
      what: (value) => `在“${label}”里写的“${value}”没有存上，那一项后来又改过`,
    });
  }
}

/** Say again what was said of promises; where something else is said of one by now, it is told. */
export async function recoverAnswers(
  host: Host<{ promises: { span: string; what: string; state: string; note: string }[] }>,
): Promise<void> {
  await host.opened();
  for (const { span, what } of host.props.promises) {
    await recoverSaid(host, answerTo(span, what), {
      now: () => answered(host.props.promises.find((one) => one.span === span && one.what === what) ?? { state: "", note: "" }),
      again: (value) => host.ask("answer", { span, what, ...answerIn(value) }),
      what: (value) => `给“${what}”写的“${value.split("\n").filter(Boolean).join("，")}”没有存上，那里后来又改过`,
    });
  }
}

interface Said {
  /** What stands there by now. */
  now: () => string;
  again: (value: string) => Promise<unknown>;
  /** What was left, and that it is not there. */
  what: (value: string, over: string) => string;
}

// What is short enough to be said once more as a whole.
async function recoverSaid(host: Host<object>, part: string, { now, again, what }: Said): Promise<void> {
  for (const kept of await left<string>(host.draft, part)) {
    const there = now();
    if (kept.value !== there && !kept.over.includes(there)) {
      askToLook(part, `上次${what(kept.value, kept.over[0] ?? "")}。请核对一下。`, kept.drop);
      continue;
    }
    try {
      if (kept.value !== there) await again(kept.value);
      kept.drop();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.unsaved || host.locked) kept.adopt();
      else kept.drop(); // it was never one; why is said above the view
    }
  }
}

/** Do again what was left of a ledger, then put back what could not be read. */
export async function recoverLedger(host: Host<GridProps>): Promise<void> {
  await host.opened();
  await recoverRows(host);
  await recoverRefused(host);
}

// Python puts it together with what has changed since; else it is said what it was.
async function recoverRows(host: Host<GridProps>): Promise<void> {
  for (const kept of await left<Step[], string>(host.draft, rowsOf(host.step))) {
    try {
      const { result } = await host.ask<Changed>("redo", { over: kept.over, steps: kept.value });
      if (result.unsaved) kept.adopt();
      else kept.drop();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      host.say("");
      const typed = kept.value.flatMap((step) => (step.op === "set" ? [step.raw] : []));
      const did = `断开前在${host.props.title}里做的改动可能没有存上（写了：${typed.join("、")}）。请核对一下。`;
      askToLook(`rows:${host.step}`, did, kept.drop);
    }
  }
}

// What could not be read stands over its cells again; from here on the grid keeps it.
async function recoverRefused(host: Host<GridProps>): Promise<void> {
  const all = await left<Refusal[]>(host.draft, refusedOf(host.step));
  if (all.length === 0) return;
  const { result } = await host.ask<AllRows>("rows");
  const refusals = all.flatMap((kept) => kept.value);
  const { steps, lost } = putBack(result, refusals);
  if (steps.length > 0) await host.ask("change", { base: result.version, steps });
  for (const kept of all) kept.drop();
  const box = new Outbox<Refusal[]>(() => host.draft, refusedOf(host.step));
  box.keep([], refusals);
  if (lost.length === 0) return;
  const said = `上次在${host.props.title}里写的${lost.map(({ raw }) => `“${raw}”`).join("、")}没有看懂，那一行后来又改过。请核对一下。`;
  askToLook(`refused:${host.step}`, said, () => {
    box.keep([], refusals.filter((one) => !lost.includes(one)));
  });
}

// A line above the page until the officer has looked.
function askToLook(name: string, text: string, then: () => void): void {
  tell(name, {
    text,
    tone: "look",
    actions: [{
      label: "核对过了",
      run: () => {
        then();
        tell(name, null);
      },
    }],
  });
}
