/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { fileAddress } from "../src/lab";

function told(config: object | null): void {
  const { document } = new Window();
  if (config) document.body.innerHTML = `<script id="jupyter-config-data">${JSON.stringify(config)}</script>`;
  Object.assign(globalThis, { document });
}

test("a notebook that JupyterLab serves has an address there", () => {
  told({ baseUrl: "/", treeUrl: "/lab/tree", serverRoot: "~/data/notebooks" });
  assert.equal(fileAddress("~/data/notebooks/school.ipynb"), "/lab/tree/school.ipynb");
  told({ baseUrl: "/hub/me/", treeUrl: "/lab/tree", serverRoot: "C:\\data" });
  assert.equal(fileAddress("C:/data/我 的/mine.ipynb"), "/hub/me/lab/tree/%E6%88%91%20%E7%9A%84/mine.ipynb");
  told({ baseUrl: "/", treeUrl: "/tree", serverRoot: "/" });
  assert.equal(fileAddress("/srv/mine.ipynb"), "/tree/srv/mine.ipynb");
});

test("one that it does not serve has none", () => {
  told({ baseUrl: "/", treeUrl: "/lab/tree", serverRoot: "/srv/notebooks" });
  assert.equal(fileAddress("/srv/notebooks2/mine.ipynb"), "");
  assert.equal(fileAddress(""), "");
  told(null);
  assert.equal(fileAddress("/srv/notebooks/mine.ipynb"), "");
});
