// Who the summary is of: unit, year, author, date. The title they give is shown as they change.

import { h } from "./dom";
import { Field } from "./field";
import { whenLeaving } from "./leaving";
import { fieldOf, Outbox } from "./outbox";
import { Refused, type Host } from "./host";

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
    const outbox = new Outbox<string>(() => host.draft, fieldOf(field.name));
    const onWay: string[] = []; // what Python has not answered for
    let held: string | undefined; // what is not on disk after an answer
    const known = () => [host.props.fields.find(({ name }) => name === field.name)?.value ?? "", ...onWay];
    const send = async () => {
      const { value } = input;
      let said = "";
      const over = known();
      outbox.keep(over, value);
      onWay.push(value);
      held = undefined;
      try {
        await host.ask("fill", { name: field.name, value, over });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        said = error.message;
        if (error.unsaved || host.locked) held = value;
        host.say("");
      } finally {
        onWay.shift();
      }
      if (held === undefined) outbox.settled(value);
      shown.tell(said);
    };
    const typed = () => {
      if (input.value !== known().at(-1)) void send();
    };
    input.addEventListener("change", () => void send());
    input.addEventListener("input", () => {
      outbox.keep(known(), input.value);
    });
    host.onClose(whenLeaving(typed));
    host.whenSaved(() => {
      if (held === undefined) return;
      outbox.settled(held);
      held = undefined;
      shown.tell("");
    });
    return { name: field.name, input, el: shown.el, holds: () => held !== undefined, typed };
  });
  host.el.append(
    h("div", { class: "zj-form" }, ...fields.map(({ el }) => el)),
    h("p", { class: "zj-label" }, "文件标题"),
    title,
  );
  host.whenLocked((locked) => {
    for (const { input, holds, typed } of fields) {
      if (input instanceof HTMLSelectElement) input.disabled = locked;
      else input.readOnly = locked;
      if (!locked && holds()) typed(); // it waited
    }
  });
  host.draw((props) => {
    title.textContent = props.title;
    for (const { name, input, holds } of fields) {
      const { value = "", hint = "" } = props.fields.find((field) => field.name === name) ?? {};
      if (input instanceof HTMLInputElement) input.placeholder = hint;
      if (holds()) continue; // what is shown is what was typed
      if (document.activeElement !== input || input instanceof HTMLSelectElement) input.value = value;
    }
  });
}
