// The one module a page loads. Each widget's few lines of ESM hand their model and element here.

import "./style/index.css";
import { chart } from "./chart";
import { compare } from "./compare";
import { exporting } from "./exporting";
import { history } from "./history";
import { home } from "./home";
import { Host, type Model } from "./host";
import { keepOut } from "./lab";
import { listen } from "./late";
import { ledger } from "./ledger";
import { nav } from "./nav";
import { arrive, whenShown } from "./page";
import { preview } from "./preview";
import { profile } from "./profile";
import { recoverAnswers, recoverFields, recoverLedger, recoverSection } from "./recover";
import { review } from "./review";
import { section } from "./section";

// Each view knows the shape of its own props.
const views: Record<string, (host: Host<never>) => void> = {
  chart,
  compare,
  exporting,
  history,
  home,
  ledger,
  nav,
  preview,
  profile,
  review,
  section,
};

// Reached from the top bar whatever step is shown.
const atOnce = new Set(["exporting"]);

// What was typed and not saved last time is put back, whether or not its step is shown.
const recoveries: Record<string, (host: Host<never>) => Promise<void>> = {
  compare: recoverAnswers,
  ledger: recoverLedger,
  profile: recoverFields,
  section: recoverSection,
};

export function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const name = model.get("view") as string;
  const root = document.createElement("div");
  root.className = `zj zj-${name}`;
  el.append(root);
  const host = new Host<never>(model, root);
  keepOut(root);
  void listen(model).catch(console.error);
  host.whenLocked((locked) => root.classList.toggle("is-locked", locked));
  const leave = arrive(root, model.get("step") as string);
  const show = () => {
    views[name]?.(host);
  };
  const recover = recoveries[name];
  if (recover) host.recovered = recover(host);
  const begin = recover ? () => { host.onClose(onceSettled(host.recovered, show)); } : show;
  // What is on another step costs nothing until that step is turned to.
  if (atOnce.has(name)) begin();
  else host.onClose(whenShown(root, begin));
  return () => {
    leave();
    host.close();
    root.remove();
  };
}

// As long as a store may be locked: what is typed over an older text that is put back only then
// would have to be put together with it.
const LATE = 15_000; // ms

// Nobody types over what is still being put back; a view whose program does not answer is shown
// all the same. Returns how not to.
function onceSettled(recovered: Promise<void>, show: () => void): () => void {
  let waiting = true;
  const go = () => {
    if (waiting) show();
    waiting = false;
  };
  const late = window.setTimeout(go, LATE);
  recovered.catch((error: unknown) => {
    console.error(error);
  }).finally(go);
  return () => {
    waiting = false;
    window.clearTimeout(late);
  };
}
