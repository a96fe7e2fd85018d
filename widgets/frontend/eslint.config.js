import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `host.ask<Edited>(…)` names the shape of an answer in one place.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-floating-promises": ["error", {
        ignoreVoid: true,
        allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: "test" }],
      }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  { files: ["*.mjs"], languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } } },
);
