/** Has the open page kept for a visit without network by the service worker, and hears what that has to tell. */

import type { FromKeeper, ToKeeper } from "../core/keeping";

/** How long a reader who pressed Run waits for the worker, in milliseconds: less than one notices. */
const PATIENCE = 1_500;
/** For how long what comes is gathered before the worker is told of it, in milliseconds. */
const CALM = 300;
/** Python's and SQL's files, which their own loaders keep. */
const RUNTIME = /\/assets\/(?:python|sql)\//;
const hashes = new Map<string, string>();
let container: ServiceWorkerContainer | null = null;
let worker: Promise<ServiceWorker | null> | null = null;

/** The address of the open page, without its fragment. */
const here = () => location.href.split("#")[0]!;

/** The service worker; null where the browser has none or denies it, or the site is published without one. */
export function keeper(): Promise<ServiceWorker | null> {
  return (worker ??= registered().catch(() => null));
}

async function registered(): Promise<ServiceWorker | null> {
  const root = document.querySelector<HTMLAnchorElement>("a.md-logo")?.href ?? "./";
  if (!document.querySelector("[data-shell]")) return null;
  container = navigator.serviceWorker;
  const registration: ServiceWorkerRegistration | undefined =
    await container.register(new URL("sw.js", new URL("./", root)).href);
  container.addEventListener("message", ({ data }: MessageEvent<FromKeeper>) => hear(data));
  container.addEventListener("controllerchange", () => void opened()); // what loaded before it answered
  new PerformanceObserver(late).observe({ type: "resource" });
  addEventListener("online", () => void opened());
  document.addEventListener("visibilitychange", () => void (document.hidden || opened()));
  const begun = registration?.active ?? registration?.waiting ?? registration?.installing ?? null;
  return begun && (await activated(begun)) ? begun : null;
}

/** `ready` would wait for ever for a worker that a browser takes and then drops. */
function activated(begun: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      if (begun.state === "activated" || begun.state === "redundant") resolve(begun.state === "activated");
    };
    begun.addEventListener("statechange", look);
    look();
  });
}

let telling = 0;

/** What was asked for before the worker answered may come after it was told what there is. */
function late(list: PerformanceObserverEntryList): void {
  const past = (list.getEntries() as PerformanceResourceTiming[]).some(({ workerStart, name }) => !workerStart && !RUNTIME.test(name));
  if (past) telling ||= window.setTimeout(() => { telling = 0; void opened(); }, CALM);
}

/** The open page, and what it loaded so far, is to be kept. Asks at the same time whether it is still the newest. */
export async function opened(): Promise<void> {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  await tell({ kind: "opened", page: here(), loaded, hash: hashes.get(here()) ?? null });
}

export async function tell(message: ToKeeper): Promise<void> {
  (container?.controller ?? (await keeper()))?.postMessage(message);
}

/** Before something is loaded that is to be kept too: waits a little until the worker answers for this page. */
export async function keepOffline(): Promise<void> {
  await Promise.race([answering(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

async function answering(): Promise<void> {
  if (!(await keeper()) || container?.controller) return;
  await new Promise((resolve) => container?.addEventListener("controllerchange", resolve, { once: true }));
}

function hear(message: FromKeeper): void {
  if (message.kind === "page") {
    if (message.hash) hashes.set(message.page, message.hash);
    if (message.page !== here()) return;
    document.documentElement.dataset["offline"] = message.kept ? "kept" : "";
  }
  if (message.kind === "gone" || (message.kind === "page" && message.old)) void import("./news").then((news) => news.offer());
}
