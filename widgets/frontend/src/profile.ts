// Who the summary is of: unit, year, author, date. The title they give is shown as they change.

import { h } from "./dom";
import { Field } from "./field";
import { whenLeaving } from "./leaving";
import type { Host } from "./host";
import { fieldOf } from "./outbox";
import { Saying } from "./saying";

interface Props {
  title: string;
  fields: { name: string; label: string; value: string; hint: string; choices: [string, string][] }[];
  problems: Record<string, string>;
}

export function profile(host: Host<Props>): void {
  const title = h("p", { class: "zj-doc-title", role: "status" });
  const fields = host.props.fields.map((field) => {
    const input =
      field.choices.length > 0
        ? h("select", { class: "zj-input" }, ...field.choices.map(([value, label]) => h("option", { value }, label)))
        : h("input", { class: "zj-input", type: "text", autocomplete: "off", placeholder: field.hint });
    const shown = new Field(field.label, input);
    const saying = new Saying(host, fieldOf(field.name), {
      now: () => host.props.fields.find(({ name }) => name === field.name)?.value ?? "",
      ask: (value, over) => host.ask("fill", { name: field.name, value, over }),
      told: (refused) => {
        if (refused) host.say(""); // it is said below the field
        shown.tell(refused?.message ?? "");
      },
    });
    input.addEventListener("change", () => void saying.say(input.value));
    input.addEventListener("input", () => {
      saying.keep(input.value);
    });
    host.onClose(whenLeaving(() => {
      if (input.value !== saying.known.at(-1)) void saying.say(input.value);
    }));
    return { name: field.name, input, el: shown.el, saying };
  });
  host.el.append(
    h("div", { class: "zj-form" }, ...fields.map(({ el }) => el)),
    h("p", { class: "zj-label" }, "文件标题"),
    title,
  );
  host.whenLocked((locked) => {
    for (const { input } of fields) {
      if (input instanceof HTMLSelectElement) input.disabled = locked;
      else input.readOnly = locked;
    }
  });
  host.draw((props) => {
    title.textContent = props.title;
    for (const { name, input, saying } of fields) {
      const { value = "", hint = "" } = props.fields.find((field) => field.name === name) ?? {};
      if (input instanceof HTMLInputElement) input.placeholder = hint;
      if (saying.holds) continue; // what is shown is what was typed
      if (document.activeElement !== input || input instanceof HTMLSelectElement) input.value = value;
    }
  });
}
