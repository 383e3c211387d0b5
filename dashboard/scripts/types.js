// Writes src/api/schema.d.ts from the API's own description; with --check, fails if the committed one is out of date.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const python = process.env.PYTHON ?? `${root}.venv/bin/python`;

const described = execFileSync(python, ["-m", "infra.openapi"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  stdio: ["ignore", "pipe", "ignore"],
});
const wanted =
  "// Written by `npm run types` from infra/openapi.py; change that, not this.\n\n" +
  astToString(await openapiTS(JSON.parse(described), { alphabetize: true, defaultNonNullable: false }));

if (!process.argv.includes("--check")) {
  writeFileSync(target, wanted);
} else if (readFileSync(target, "utf8") !== wanted) {
  console.error("src/api/schema.d.ts is not what the API says now: run `npm run types` in dashboard/ and commit it.");
  process.exit(1);
}
