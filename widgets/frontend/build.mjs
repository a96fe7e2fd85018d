// Bundle the views: page.js with what every page needs, chunks loaded when first wanted
// (the chart engine), page.css, and first.js, which voila's page loads before any view. `node build.mjs --watch` rebuilds on every change.
import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const outdir = fileURLToPath(
  new URL("../../share/jupyter/labextensions/zongjie/static", import.meta.url),
);
const options = {
  entryPoints: {
    page: fileURLToPath(new URL("src/index.ts", import.meta.url)),
    first: fileURLToPath(new URL("src/first.ts", import.meta.url)),
  },
  outdir,
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  minify: true,
  target: ["chrome100", "edge100", "firefox115", "safari16"],
  charset: "utf8",
  legalComments: "external",
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  const { metafile } = await esbuild.build({ ...options, metafile: true });
  // A page that is open meanwhile finds either the old files or the new ones.
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of readdirSync(outdir)) if (!made.has(name)) rmSync(join(outdir, name));
}
