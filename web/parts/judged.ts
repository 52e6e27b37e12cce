/** What a query gave, as the page shows it: its rows, and whether they are the right ones. Comes with the first run. */

import { type Cell, type Difference, type Result, difference } from "../core/rows";
import { make } from "./element";

export { difference };

const ROWS = 100;

/** One line for a database: right, or what differs. */
export function verdict(place: string, found: Difference | string | null): HTMLElement {
  const item = make("li", { className: found === null ? "verdict-pass" : "verdict-fail" },
    make("p", {}, make("strong", {}, found === null ? "Passed: " : "Failed: "), place));
  if (typeof found === "string") item.append(make("p", {}, found));
  if (found === null || typeof found === "string") return item;
  item.append(make("p", {}, found.what));
  if (found.rows.length) item.append(make("ul", {}, ...found.rows.map((row) => make("li", {}, row.what))));
  if (found.more) item.append(make("p", {}, `… and ${found.more} more.`));
  return item;
}

/** The first rows of a result. */
export function table({ columns, rows }: Result): HTMLElement {
  const text = (value: Cell) => (value === null ? "NULL" : String(value));
  const body = rows.slice(0, ROWS).map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, text(cell)))));
  const head = make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)));
  const made = make("table", { className: "rows" }, make("thead", {}, head), make("tbody", {}, ...body));
  const box = make("div", { className: "data-table", tabIndex: 0 }, made);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Rows of your query");
  if (rows.length > ROWS) box.append(make("p", {}, `The first ${ROWS} of ${rows.length} rows.`));
  return box;
}
