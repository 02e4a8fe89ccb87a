// Bundles the dashboard into hub/web/static: one small script first, languages and charts on demand.
import { build, context } from "esbuild";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.env.TOMTE_DASHBOARD_OUT || join(here, "..", "static");
const ELSEWHERE = /^(cli|config|doctor)\./; // sentences the page never shows

const texts = {
  name: "texts",
  setup(build) {
    build.onLoad({ filter: /[\\/]texts[\\/][\w-]+\.json$/ }, async ({ path }) => {
      const all = Object.entries(JSON.parse(await readFile(path, "utf8")));
      const shown = Object.fromEntries(all.filter(([id]) => !ELSEWHERE.test(id)));
      return { contents: `export default ${JSON.stringify(shown)}`, loader: "js" };
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx", style: "src/styles/style.css", later: "src/styles/later.css" },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "safari16"],
  minify: true,
  legalComments: "none",
  chunkNames: "[name]-[hash]",
  plugins: [texts],
  logLevel: "warning",
};

async function packages(folder) {
  const found = [];
  for (const name of await readdir(folder)) {
    if (name.startsWith(".")) continue;
    if (name.startsWith("@")) found.push(...(await packages(join(folder, name))));
    else found.push(join(folder, name));
  }
  return found;
}

async function licences() {
  const parts = [];
  for (const folder of await packages(join(here, "node_modules"))) {
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    if (!["preact", "uplot", "@preact/signals", "@preact/signals-core"].includes(about.name)) continue;
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${about.name} comes without a licence text`);
    const text = await readFile(join(folder, file), "utf8");
    parts.push(`${about.name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(78)}\n\n`);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await cp(join(here, "page"), out, { recursive: true });
await writeFile(join(out, "licenses.txt"), await licences());
if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await build(options);
  for (const name of await readdir(out)) {
    if (!/\.(js|css|html|svg|txt|webmanifest)$/.test(name)) continue;
    await writeFile(join(out, `${name}.gz`), gzipSync(await readFile(join(out, name)), { level: 9 }));
  }
}
