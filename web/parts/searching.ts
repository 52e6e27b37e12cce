/** The page's one search: fetched when a reader first turns to it, kept for the visit and for one without network. */

import type { Filter, Found } from "../core/search";
import type { Answer, FromSearch, Load, ToSearch } from "../core/searching";
import type { Texts } from "../core/searchpack";

/** The worker's file, which the bundler knows. */
declare const SEARCH_WORKER: string;

const FILES = { first: "index.json", near: "near.json", rest: "words.json" };

/** How long a reader must have stopped typing before the rest of the index is fetched, in milliseconds. */
const PAUSE = 300;

export class Search {
  /** The sections to filter by, once the index is there. */
  sections: [name: string, title: string][] = [];
  readonly ready: Promise<void>;
  private worker!: Worker;
  private readonly texts = new Map<string, Promise<Record<string, string>>>();
  private readonly loads = new Map<Load["name"], Promise<void>>();
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private loaded: (message: FromSearch & { kind: "loaded" }) => void = () => {};
  private last = 0;
  /** The last question asked; answers to others are shown no more. */
  private current = 0;

  /** `root` is the absolute address of the folder with the files. */
  constructor(private readonly root: string) {
    this.ready = this.open();
  }

  private async open(): Promise<void> {
    const script = new URL(SEARCH_WORKER, import.meta.url).href;
    const [source, first] = await Promise.all([this.fetched(script), this.fetched(new URL(FILES.first, this.root).href)]);
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.worker = new Worker(address, { type: "module", name: "search" });
    this.worker.addEventListener("message", ({ data }: MessageEvent<FromSearch>) => {
      if (data.kind === "loaded") return this.loaded(data);
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
    const told = new Promise<FromSearch & { kind: "loaded" }>((resolve) => (this.loaded = resolve));
    this.say({ kind: "load", name: "first", text: first });
    const { sections, apart } = await told;
    this.sections = sections;
    if (!apart) this.loads.set("near", DONE);
  }

  private say(message: ToSearch): void {
    this.worker.postMessage(message);
  }

  /**
   * Shows what is found at once, and again if more of the index, asked for because of it, changes that. As long as only
   * titles are known, what they do not have is not yet said to be missing.
   */
  async ask(text: string, filter: Filter, most: number, show: (found: Found) => void): Promise<void> {
    const id = this.current = this.last += 1;
    await this.ready;
    if (id !== this.current) return;
    const again = async (sure: boolean) => {
      const { found } = await this.asked(text, filter, most);
      if (id === this.current && (sure || found.whole)) show(found);
      return found;
    };
    let found = await again(this.loads.get("near") === DONE);
    for (const name of ["near", "rest"] as const) {
      if ((name === "rest" && found.whole) || this.loads.get(name) === DONE) continue;
      if (name === "rest") await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (id !== this.current) return;
      await this.more(name);
      if (id === this.current) found = await again(true);
    }
  }

  private asked(text: string, filter: Filter, most: number): Promise<Answer> {
    const id = this.last += 1;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.say({ kind: "ask", id, text, filter, most });
    });
  }

  /** A further part of the index; without network what is there has to do. */
  private more(name: "near" | "rest"): Promise<void> {
    const known = this.loads.get(name) ?? this.fetched(new URL(FILES[name], this.root).href)
      .then((text) => this.say({ kind: "load", name, text }), () => void this.loads.delete(name));
    this.loads.set(name, known);
    void known.then(() => this.loads.has(name) && this.loads.set(name, DONE));
    return known;
  }

  /** What the documents of a section say first, by their numbers. */
  text(section: string): Promise<Record<string, string>> {
    const known = this.texts.get(section) ?? this.fetched(new URL(`texts/${section}.json`, this.root).href)
      .then((text) => (JSON.parse(text) as Texts).texts);
    this.texts.set(section, known);
    known.catch(() => this.texts.delete(section));
    return known;
  }

  private async fetched(url: string): Promise<string> {
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok) throw new Error("The index of search cannot be fetched. Look at the connection, then try again.");
    return answer.text();
  }
}

const DONE = Promise.resolve();
