// Prints what each page makes a browser load first, gzipped, and fails where that is above the budget.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT_BYTES = 350_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

function loaded(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) loaded(next, seen);
  return seen;
}

function gzipped(file) {
  return gzipSync(readFileSync(dist + file)).length;
}

function cost(keys) {
  const chunks = new Set(keys.flatMap((key) => [...loaded(key)]));
  const styles = new Set([...chunks].flatMap((key) => manifest[key].css ?? []));
  const later = new Set([...chunks].flatMap((key) => manifest[key].dynamicImports ?? []).flatMap((key) => [...loaded(key)]));
  return {
    js: [...chunks].reduce((sum, key) => sum + gzipped(manifest[key].file), 0),
    later: [...later].filter((key) => !chunks.has(key)).reduce((sum, key) => sum + gzipped(manifest[key].file), 0),
    css: [...styles].reduce((sum, file) => sum + gzipped(file), 0),
  };
}

const shell = "src/shell/Workspace.tsx";
let over = false;
for (const [key, chunk] of Object.entries(manifest)) {
  const [, area, name] = /^src\/features\/([^/]+)\/([\w-]+)\.tsx$/.exec(key) ?? [];
  if (!area || !chunk.isDynamicEntry) continue;
  const page = name === "index" ? area : `${area}/${name}`;
  const own = page.startsWith("sign-") ? ["index.html", key] : ["index.html", shell, key];
  // The entry names every page; what it loads later is the other pages.
  const { js, css } = cost(own);
  const later = cost([key]).later;
  const tooMuch = js > LIMIT_BYTES;
  over ||= tooMuch;
  const says = `${(js / 1000).toFixed(0).padStart(4)} kB JS, ${(css / 1000).toFixed(0).padStart(3)} kB CSS`;
  const then = later ? `, then ${(later / 1000).toFixed(0)} kB JS` : "";
  console.log(`  ${page.padEnd(18)} ${says}${then}${tooMuch ? `, above the ${LIMIT_BYTES / 1000} kB of a first page` : ""}`);
}
process.exit(over ? 1 : 0);
