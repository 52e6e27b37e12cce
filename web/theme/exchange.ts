/** Puts a page of the guide into the place of another; fetched with the first page that is to come so. */

/** What a page brings with it; all else stays as it is. */
const PARTS = ["[data-md-component=skip]", "[data-md-component=header-topic]", ".md-container", "link[rel=canonical]"];
/** Style sheets, in a page or beside it. */
const STYLES = "head :is(link[rel=stylesheet], style[data-href])";
/** Letters, those of formulas twice, that fill a large screen. */
const SCREEN = 4_000;
/** Milliseconds after which a page that nobody sees is taken for painted. */
const UNSEEN = 500;

/** The style sheets that are here, by where they came from: their own addresses hang on the page that is shown. */
const sheets = new Map([...document.querySelectorAll<HTMLElement>(STYLES)].map((sheet) => [address(sheet, location.href), sheet]));

/** The page of an answer, with what it needs. Rejects if it does not go with what is here. */
export async function ready(html: string, to: URL): Promise<Document> {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!fits(page)) throw new Error("no page of this deploy");
  await dress(page, to);
  return page;
}

/** Whether it is a page of the guide that belongs to the scripts and styles that are here. */
function fits(page: Document): boolean {
  const shell = (of: Document) => of.querySelector<HTMLElement>("[data-shell]")?.dataset.shell;
  return page.querySelector(".md-container") !== null && shell(page) === shell(document);
}

/** The style sheets that only the new page has, in their places, so that they count as they do on the page itself. */
async function dress(page: Document, to: URL): Promise<void> {
  const coming: Promise<unknown>[] = [];
  let after: Node | null = null;
  for (const sheet of [...page.querySelectorAll<HTMLElement>(STYLES)].reverse()) {
    const href = address(sheet, to);
    let here = sheets.get(href);
    if (!here) {
      sheets.set(href, here = Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
      coming.push(new Promise((done, fail) => Object.assign(here!, { onload: done, onerror: fail })));
      document.head.insertBefore(here, after);
    }
    after = here;
  }
  await Promise.all(coming);
}

/** Where a style sheet of a page came from. */
function address(sheet: HTMLElement, page: URL | string): string {
  return new URL(sheet.dataset["href"] ?? sheet.getAttribute("href")!, page).href;
}

/** Shows the page; one that is read from its beginning is painted before what is below the screen comes. */
export async function put(page: Document, fresh: boolean): Promise<void> {
  document.documentElement.toggleAttribute("data-late", fresh);
  const below = fresh ? detach(page) : () => {};
  // What has the focus goes; taken away later, the browser would first style once more what is about to go.
  if (document.activeElement?.closest(".md-container")) (document.activeElement as HTMLElement).blur();
  document.title = page.title;
  for (const part of PARTS) {
    const [old, next] = [document.querySelector(part), page.querySelector(part)];
    if (old && next) old.replaceWith(next);
  }
  if (!fresh) return;
  scrollTo({ top: 0, behavior: "instant" });
  await painted();
  below();
}

/** Takes out of a page what is below a screen; the answer puts it back. */
function detach(page: Document): () => void {
  const article = page.querySelector("article");
  let length = 0;
  const rest = [...(article?.children ?? [])].filter(({ textContent }) => (length += textContent!.length) > SCREEN + textContent!.length);
  for (const part of rest) part.remove();
  return () => article?.append(...rest);
}

/** When what is here now has been painted, or the page is not in sight. */
function painted(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, UNSEEN);
  });
}
