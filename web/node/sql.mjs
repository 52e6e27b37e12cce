// Runs queries with sql.js under Node, for the tests: reads a JSON list of {script, queries} and prints a JSON
// list with one list of {columns, rows} or {error} for each.
import { registerHooks } from "node:module";
import { text } from "node:stream/consumers";
import initSqlJs from "sql.js";

// The bundler finds `./rows` as `./rows.ts`; Node must be told.
registerHooks({
  resolve(name, context, next) {
    return next(/^\.{1,2}\/(?:.*\/)?[a-z]+$/.test(name) ? `${name}.ts` : name, context);
  },
});

const { filled, run, SETTINGS } = await import("../workers/database.ts");
const engine = await initSqlJs(SETTINGS);

function tried(image, query) {
  try {
    return run(engine, image, query);
  } catch (error) {
    return { error: error.message };
  }
}

const asked = JSON.parse(await text(process.stdin));
const found = asked.map(({ script, queries }) => {
  const image = filled(engine, script);
  return queries.map((query) => tried(image, query));
});
process.stdout.write(JSON.stringify(found));
