// What JupyterLab does around a view, and must not do to it.
//
// A key that a view leaves alone would be one of its shortcuts: "d d" on a button deletes the cell
// with the view in it, Ctrl+D in a text a line of that text, past its own editor. So keys pressed
// in a view are the view's own, and its right mouse button is the browser's. Ctrl+S alone is for
// both.

import { inVoila } from "./page";

/** Where a notebook of this machine is opened; "" where this is no JupyterLab that serves it. */
export function fileAddress(path: string): string {
  const told = document.getElementById("jupyter-config-data")?.textContent;
  if (!told) return "";
  const { baseUrl = "/", treeUrl = "", serverRoot = "" } = JSON.parse(told) as Record<string, string | undefined>;
  const root = `${serverRoot.replaceAll("\\", "/").replace(/\/$/, "")}/`;
  if (!treeUrl || !path.startsWith(root)) return "";
  const steps = path.slice(root.length).split("/").map(encodeURIComponent);
  return `${baseUrl.replace(/\/$/, "")}${treeUrl}/${steps.join("/")}`;
}

/** JupyterLab passes over a key pressed in an element with this attribute. */
export const OWN_KEYS = "data-lm-suppress-shortcuts";

/** Keep JupyterLab's shortcuts and menu out of this view. */
export function keepOut(root: HTMLElement): void {
  if (inVoila()) return;
  root.setAttribute("data-jp-suppress-context-menu", "");
  // It asks the element with the keyboard first, and looks at what is around that only later.
  root.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && !target.hasAttribute(OWN_KEYS)) target.setAttribute(OWN_KEYS, "");
  });
  root.addEventListener("keydown", (event) => {
    if (!isSave(event)) return;
    event.preventDefault();
    root.parentElement?.dispatchEvent(new KeyboardEvent("keydown", event));
  });
}

function isSave({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === "s";
}
