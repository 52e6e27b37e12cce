// The same tables asked to MiniSearch as it comes, on the same titles and texts: node search-plain.mjs SITE TABLE
import { readdirSync, readFileSync } from "node:fs";

import MiniSearch from "../web/node_modules/minisearch/dist/es/index.js";
import { fits } from "../tests/search/fits.mjs";

const [site, table] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(`${site}/search/${name}`, "utf8"));
const { pages, counts, titles, fragments } = read("index.json");
const texts = Object.assign({}, ...readdirSync(`${site}/search/texts`).map((name) => read(`texts/${name}`).texts));
const documents = counts.flatMap((count, page) => Array.from({ length: count }, () => pages[page]))
  .map(([url, name], id) => ({ id, url: url + (fragments[id] && `#${fragments[id]}`), title: titles[id] || name, page: name, text: texts[id] ?? "" }));
const engine = new MiniSearch({ fields: ["title", "page", "text"], storeFields: ["url"], searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 3 } } });
engine.addAll(documents);

const [, ...rows] = readFileSync(table, "utf8").trim().split("\n");
process.stdout.write(JSON.stringify(rows.map((row) => {
  const [query, kind, finds] = row.split(",");
  return { query, kind, at: engine.search(query).slice(0, 10).findIndex(({ url }) => fits(url, finds)) + 1 };
})));
