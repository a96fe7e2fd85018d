// What was typed and did not get to the disk last time is put back: at once where what it was
// typed over still stands, and otherwise by the officer's choice between the two.

import { button, h } from "./dom";
import { print } from "./grid/print";
import type { AllRows, GridProps, Step } from "./grid/wire";
import { Refused, type Host } from "./host";
import { fieldOf, left, rowsOf, textOf, type Kept } from "./outbox";
import { goTo } from "./page";
import { tell } from "./strip";


interface Texts {
  title: string;
  text: string;
}

/** Put back what was left of the text of a section. */
export async function recoverText(host: Host<Texts>): Promise<void> {
  await host.opened();
  const put = (text: string) => host.ask("write", { text });
  for (const kept of await left<string>(host.draft, textOf(host.step))) {
    const now = host.props.text;
    try {
      if (kept.value === now) kept.drop();
      else if (kept.over.includes(now)) await put(kept.value).then(kept.drop);
      else void choose(host, kept, put);
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // said above the view; kept for the next time
    }
  }
}

/** Put back the fields of the profile; what is there now goes before what was left. */
export async function recoverFields(
  host: Host<{ fields: { name: string; value: string }[] }>,
): Promise<void> {
  await host.opened();
  for (const { name } of host.props.fields) {
    for (const kept of await left<string>(host.draft, fieldOf(name))) {
      const now = host.props.fields.find((field) => field.name === name)?.value;
      try {
        if (now !== undefined && kept.over.includes(now)) await host.ask("fill", { name, value: kept.value });
        kept.drop();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        kept.drop(); // it was never one; why is said above the form
      }
    }
  }
}

/** Do again what was done in a ledger, if it still reads as it did then; else say what it was. */
export async function recoverRows(host: Host<GridProps>): Promise<void> {
  await host.opened();
  for (const kept of await left<Step[], string>(host.draft, rowsOf(host.step))) {
    const { result } = await host.ask<AllRows>("rows");
    if (kept.over.includes(print(result.rows))) {
      await host.ask("change", { base: result.version, steps: kept.value });
      kept.drop();
      continue;
    }
    const typed = kept.value.flatMap((step) => (step.op === "set" ? [step.raw] : []));
    const name = `rows:${host.step}`;
    tell(name, {
      text: `断开前在${host.props.title}里做的改动可能没有存上（写了：${typed.join("、")}）。请核对一下。`,
      tone: "look",
      action: {
        label: "核对过了",
        run: () => {
          kept.drop();
          tell(name, null);
        },
      },
    });
  }
}

// Both, side by side; nothing is overwritten before one of them is chosen.
async function choose(
  host: Host<Texts>,
  kept: Kept<string>,
  put: (text: string) => Promise<unknown>,
): Promise<void> {
  const stored = h("pre", { class: "zj-version", tabindex: 0 });
  const mine = h("pre", { class: "zj-version", tabindex: 0 }, kept.value);
  const paint = () => {
    stored.textContent = host.props.text || "（还没有写）";
  };
  paint();
  const name = `two:${host.step}`;
  await new Promise<void>((resolve) => {
    const take = async (pressed: HTMLButtonElement, text: string | null) => {
      pressed.setAttribute("aria-busy", "true");
      try {
        if (text !== null) await put(text);
      } catch (error) {
        pressed.removeAttribute("aria-busy");
        if (!(error instanceof Refused)) throw error;
        return;
      }
      kept.drop();
      panel.remove();
      tell(name, null);
      resolve();
    };
    const act = (label: string, text: () => string | null) => {
      const pressed = button(label, () => void take(pressed, text()));
      return pressed;
    };
    const panel = h(
      "section",
      { class: "zj-two", "aria-label": "两份不同的文字" },
      h("p", {}, "断开时您在这台电脑上写了一份，已经存下的又是另一份。请选一份；选好之前，两份都留着。"),
      h(
        "div",
        { class: "zj-versions" },
        h("div", {}, h("h3", {}, "这台电脑上写的"), mine, act("用这一份", () => kept.value)),
        h("div", {}, h("h3", {}, "已经存下的"), stored, act("用这一份", () => null)),
      ),
      h(
        "div",
        { class: "zj-actions" },
        act("两份都要，接在一起", () => `${host.props.text}\n\n${kept.value}`),
      ),
    );
    host.el.prepend(panel);
    host.draw(paint);
    tell(name, {
      text: `“${host.props.title}”有两份不同的文字，请选一份。`,
      tone: "look",
      action: {
        label: "去选",
        run: () => {
          goTo(host.step);
        },
      },
    });
  });
}
