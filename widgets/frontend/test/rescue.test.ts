/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { rescue } from "../src/rescue";

const GIVEN_UP = "Error displaying widget: model not found";
const VIEW = "application/vnd.jupyter.widget-view+json";

let place: HTMLElement;
let reloads: number;

// A page as voila's template writes it: one view, and one output that is none.
beforeEach(() => {
  const window = new Window();
  reloads = 0;
  Object.assign(globalThis, {
    window,
    document: window.document,
    HTMLElement: window.HTMLElement,
    MutationObserver: window.MutationObserver,
    sessionStorage: window.sessionStorage,
    location: { href: "http://localhost/", reload: () => (reloads += 1) },
  });
  const output = (data: object) =>
    `<div><script type="application/vnd.voila.cell-output+json">${JSON.stringify({ data })}</script></div>`;
  document.body.innerHTML = output({ [VIEW]: { model_id: "abc" } }) + output({ "text/plain": "1" });
  place = document.body.firstElementChild as HTMLElement;
  rescue();
});

function managerOf(found: boolean): object {
  return {
    restoredStatus: true,
    restored: { connect: () => undefined },
    get_model: (id: string) => (found ? Promise.resolve({ id }) : Promise.reject(new Error(id))),
    create_view: ({ id }: { id: string }) => {
      const node = document.createElement("p");
      node.textContent = `view of ${id}`;
      return Promise.resolve({ luminoWidget: { node } });
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a view that voila gave up is drawn after all", async () => {
  Object.assign(window, { jupyterapp: { widgetManager: managerOf(true) } });
  place.innerHTML = `<div class="jupyter-widgets">${GIVEN_UP}</div>`;
  await settled();
  assert.equal(place.textContent, "view of abc");
  assert.equal(reloads, 0);
});

test("what is drawn stays as it is", async () => {
  Object.assign(window, { jupyterapp: { widgetManager: managerOf(true) } });
  place.innerHTML = "<div>Loading widget...</div>";
  await settled();
  assert.equal(place.textContent, "Loading widget...");
});

test("where the models never come the page is opened once more, and only once", async () => {
  Object.assign(window, { jupyterapp: { widgetManager: managerOf(false) } });
  place.innerHTML = `<div>${GIVEN_UP}</div>`;
  await settled();
  place.innerHTML = `<div>${GIVEN_UP}</div>`;
  await settled();
  assert.equal(reloads, 1);
});
