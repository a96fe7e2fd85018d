// Bundle the unit tests as the page is bundled, and run them with Node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(join(here, "test"), { recursive: true }).filter((name) =>
  name.endsWith(".test.ts"),
);
if (names.length === 0) throw new Error("no tests found");

// Beside node_modules, so that packages left out of the bundles are found.
const built = mkdtempSync(join(here, "node_modules", ".tests-"));
try {
  await esbuild.build({
    entryPoints: names.map((name) => join(here, "test", name)),
    outdir: built,
    outbase: join(here, "test"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["happy-dom"],
    loader: { ".css": "empty" },
    sourcemap: "inline",
    charset: "utf8",
    logLevel: "warning",
  });
  const tests = names.map((name) => join(built, name.replace(/\.ts$/, ".mjs")));
  const options = ["--enable-source-maps", "--test", "--test-timeout=60000", "--test-reporter=dot"];
  const { status } = spawnSync(process.execPath, [...options, ...tests], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(built, { recursive: true, force: true });
}
