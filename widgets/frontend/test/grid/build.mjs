// Bundle the grid's page for the browser tests: `node test/grid/build.mjs <folder>`.
import process from "node:process";
import { fileURLToPath, URL } from "node:url";
import * as esbuild from "esbuild";

await esbuild.build({
  entryPoints: [fileURLToPath(new URL("harness.ts", import.meta.url))],
  outdir: process.argv[2],
  bundle: true,
  format: "esm",
  charset: "utf8",
  logLevel: "warning",
});
