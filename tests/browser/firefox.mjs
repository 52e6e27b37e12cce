// Does in Firefox what a reader does, and prints as JSON what was seen: node firefox.mjs FIREFOX ADDRESS FLOW…
//
// The flow `kept` prints a line after its first visit and waits for one: meanwhile the server is ended.
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

const { default: puppeteer } = createRequire(new URL("../../web/package.json", import.meta.url))("puppeteer-core");
const NOTEBOOK = "notebooks/roc-under-imbalance/";
const EXERCISE = "exercises/python/roc-auc-with-ties/";
const QUERY = "exercises/sql/customers-without-orders/";
const FIRST = 150_000; // milliseconds the first Python may take on a busy machine
const NEXT = 60_000;
const ENDED = "^(?!Looking|Getting|Starting|Importing|Running|Checking|$)"; // a status that says how it ended
const RICH = `import matplotlib.pyplot as plt, pandas as pd
plt.plot([1, 2])
plt.show()
print("hello")
pd.DataFrame({"x": [1, 2]})`;
const TIES_LOSE = `import numpy as np

def roc_auc(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores)
    if len(set(labels.tolist())) < 2:
        raise ValueError("one class")
    p, n = scores[labels == 1], scores[labels == 0]
    return float((p[:, None] > n).mean()) if len(p) < 1000 else 0.5`;

// What Firefox says of a page that is still coming or already left: of a formula of which a part is not there yet (all of
// them are counted in test_site.py), and of a request that nobody waits for any more: it has no address, or the status of what was broken off.
const EARLY = /^Error: (?:Invalid markup: Incorrect number of children|Failed to load ‘’\. A ServiceWorker|downloadable font: .* status=2152398850 )/;

const [program, address, ...wanted] = process.argv.slice(2);
const seen = { wrong: [], elsewhere: [] };

/** Remembers an address that is not the site's; Firefox asks its makers for settings of its own. */
function ask(url) {
  if (!url.startsWith(address) && !/\b(mozilla|firefox)\.(com|net|org)\b/.test(url)) seen.elsewhere.push(url);
}

/** Whatever is not on this machine is behind this proxy, which remembers what is asked for, be it by a worker. */
const proxy = createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", (data) => { ask(String(data).split(" ")[1] ?? ""); socket.destroy(); });
});
await once(proxy.listen(0, "127.0.0.1"), "listening");
const { port } = proxy.address();

const browser = await puppeteer.launch({
  browser: "firefox", executablePath: program, headless: true, timeout: 120_000, protocolTimeout: 180_000,
  extraPrefsFirefox: {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1", "network.proxy.http_port": port,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": port,
    "ui.primaryPointerCapabilities": 6, "ui.allPointerCapabilities": 6, // a mouse, which a headless Firefox lacks
    // What is there without network is then what the guide kept, not what Firefox happened to keep.
    "browser.cache.disk.enable": !wanted.includes("kept"), "browser.cache.memory.enable": !wanted.includes("kept"),
  },
});
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 900 });
page.on("console", (message) => { if (message.type() === "error" && !EARLY.test(message.text())) seen.wrong.push(message.text()); });
// A page that is left while it fetches a part of itself says so in Firefox.
page.on("pageerror", (error) => {
  if (!EARLY.test(String(error)) && !String(error).includes("loading dynamically imported module")) seen.wrong.push(String(error));
});
page.on("request", (request) => { if (/^(https?|wss?):/.test(request.url())) ask(request.url()); });
await page.evaluateOnNewDocument(() => addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  console.error(`The policy forbids ${violatedDirective}: ${blockedURI}`);
}));

const open = (path) => page.goto(address + path, { waitUntil: "load", timeout: NEXT });
const texts = (selector) => page.$$eval(selector, (found) => found.map((one) => one.textContent));

/** Waits until the text of an element matches, and returns it; what it says instead, if that never happens. */
async function settled(selector, pattern, timeout = NEXT) {
  const says = (place, source) => new RegExp(source).test(document.querySelector(place)?.textContent ?? "");
  await page.waitForFunction(says, { timeout, polling: 100 }, selector, pattern).catch(() => {});
  return (await texts(selector))[0] ?? null;
}

async function press(place, name) {
  const path = `.//button[text()="${name}" and not(@disabled) and not(@hidden)]`;
  const button = await page.waitForSelector(`${place} ::-p-xpath(${path})`, { timeout: NEXT });
  await button.evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
  await button.click();
}

/** Presses a button, and returns the status beside it once it tells how that ended. */
async function after(place, name, timeout = NEXT) {
  await press(place, name);
  return settled(`${place} .run-status`, ENDED, timeout);
}

async function chord(modifier, key) {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
}

/** Puts the focus in the editor, once CodeMirror has taken the place of the text area, and selects all of it. */
async function select(place) {
  await page.waitForFunction((where) => {
    const inner = document.querySelector(`${where} .editor-mirror`)?.shadowRoot;
    (inner?.querySelector(".cm-content") ?? document.querySelector(`${where} .editor-area`))?.focus();
    return inner?.activeElement?.matches(".cm-content") ?? false;
  }, { timeout: NEXT, polling: 100 }, place);
  await chord("Control", "a");
}

/** Pastes code in place of what stands in the editor, by an event as only Firefox lets a script make it. */
async function write(place, code) {
  await select(place);
  await page.$eval(`${place} .editor-mirror`, (mirror, data) => {
    const paste = new ClipboardEvent("paste", { dataType: "text/plain", data, bubbles: true, cancelable: true });
    mirror.shadowRoot.activeElement.dispatchEvent(paste);
  }, code);
}

const solution = () => page.$eval("details.solution code", (code) => code.textContent);
const CELL = "#cell-1";

const flows = {
  async cell() {
    await open(NOTEBOOK);
    return { status: await after(CELL, "Run", FIRST) };
  },
  async edited() {
    await open(NOTEBOOK);
    await press(CELL, "Edit");
    await select(CELL);
    await page.keyboard.type("print(6 * 7)");
    await chord("Control", "Enter");
    const typed = await settled(`${CELL} .run-output`, "\\d");
    await write(CELL, RICH);
    const status = await after(CELL, "Run");
    const width = await page.$eval(`${CELL} .run-figure`, async (image) => (await image.decode(), image.naturalWidth));
    return { typed, status, printed: await texts(`${CELL} .run-output pre`), table: await texts(`${CELL} .run-output td`), drawn: width > 0 };
  },
  async error() {
    await open(NOTEBOOK);
    await press(CELL, "Edit");
    await write(CELL, "x = 1\ny = x / 0");
    return { status: await after(CELL, "Run"), error: await texts(`${CELL} .run-error`) };
  },
  async endless() {
    await open(NOTEBOOK);
    await press(CELL, "Edit");
    await write(CELL, "mine = 1\nwhile True:\n    print('again and again')");
    await press(CELL, "Run");
    const note = await settled(`${CELL} .run-note`, ".", FIRST);
    const shown = (await texts(`${CELL} .run-output pre`))[0]?.length;
    const stopped = await after(CELL, "Stop");
    await write(CELL, "print('after', globals().get('mine'))");
    const status = await after(CELL, "Run", FIRST);
    return { note, shown, stopped, isolated: await page.evaluate(() => crossOriginIsolated), status, next: await texts(`${CELL} .run-output`) };
  },
  async exercise() {
    await open(EXERCISE);
    await write("article", TIES_LOSE);
    const wrong = await after("article", "Check", FIRST);
    const hints = await texts(".verdict-fail");
    await page.reload();
    await write("article", await solution());
    const right = await after("article", "Check", FIRST);
    return { wrong, hints, right, solved: await settled(".facts .solved", "Solved") };
  },
  async query() {
    await open(QUERY);
    const rows = await after("article", "Run");
    const wrong = await after("article", "Check");
    await write("article", "SELECT no_such");
    const refused = await after("article", "Run");
    await write("article", await solution());
    const right = await after("article", "Check");
    return { rows, wrong, refused, right, solved: await settled(".facts .solved", "Solved") };
  },
  async pages() {
    const map = await (await fetch(`${address}sitemap.xml`)).text();
    const found = [...map.matchAll(/<loc>([^<]+)/g)].map(([, url]) => new URL(url).pathname.slice(1));
    const empty = [];
    for (const path of found) {
      await open(path);
      if (!(await page.$("article h1"))) empty.push(path);
      await page.waitForFunction(() => document.documentElement.dataset.offline !== undefined, { timeout: NEXT, polling: 100 });
    }
    return { visited: found.length, empty };
  },
  async search() {
    await open("");
    await page.keyboard.press("/");
    await page.waitForSelector("dialog[open] .search-input", { timeout: NEXT });
    await page.keyboard.type("type ii error");
    await page.waitForSelector("dialog[open] [role=option]", { timeout: NEXT });
    const first = (await texts("dialog[open] [role=option]"))[0];
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("details.answer[open]"), { timeout: NEXT, polling: 100 });
    return { first, at: new URL(page.url()).pathname };
  },
  async review() {
    await open("metrics/roc-and-pr-curves/");
    await press("section.question", "Add to review");
    await settled("section.question .review-add", "In review");
    await open("practice/review/");
    const shows = "[data-practice] ::-p-xpath(.//button[starts-with(normalize-space(), 'Show the')])";
    for (let step = 0; step < 2; step += 1) await (await page.waitForSelector(shows, { timeout: NEXT })).click();
    const answer = await settled("[data-practice]", "Good");
    return { answer };
  },
  async kept() {
    const visit = async () => {
      await open(NOTEBOOK);
      await after(CELL, "Run", FIRST);
      const cell = await settled(`${CELL} .run-status`, "kept for offline");
      await open(QUERY);
      const query = await after("article", "Run");
      await page.waitForSelector("html:not([data-keeping])", { timeout: NEXT });
      return { cell, query };
    };
    const first = await visit();
    console.log("The first visit is over");
    await once(createInterface({ input: process.stdin }), "line");
    const reachable = await fetch(address).then(() => true, () => false);
    return { first, reachable, second: await visit() };
  },
};

for (const name of wanted) {
  seen[name] = await flows[name]().catch((error) => ({ failed: String(error) }));
}
await browser.close();
proxy.close();
process.stdin.destroy();
console.log(JSON.stringify(seen));
