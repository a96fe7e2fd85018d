// Bundle the views: page.js with what every page needs, chunks loaded when first wanted
// (the chart engine), page.css. `node build.mjs --watch` rebuilds on every change.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const outdir = fileURLToPath(
  new URL("../../share/jupyter/labextensions/zongjie/static", import.meta.url),
);
const options = {
  entryPoints: { page: fileURLToPath(new URL("src/index.ts", import.meta.url)) },
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

rmSync(outdir, { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
