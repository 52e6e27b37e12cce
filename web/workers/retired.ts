/// <reference lib="webworker" />
/**
 * Takes the service worker's place where the site is published without one (`SITE_OFFLINE=0`): drops what it kept and
 * goes away. What the reader did is in another storage and stays.
 */

import { removeAll, scope } from "./store";

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire(): Promise<void> {
  await removeAll();
  await scope.registration.unregister();
}
