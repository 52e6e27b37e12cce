/** Takes from a worker what a reader's code has no business with: the network, storage, other workers. */

const TAKEN = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts",
  "indexedDB", "caches", "cookieStore", "BroadcastChannel", "Worker", "SharedWorker", "RTCPeerConnection",
  "Notification", "FileSystemHandle", "Request", "webkitRequestFileSystem", "webkitRequestFileSystemSync",
];
const OF_NAVIGATOR = ["storage", "locks", "serviceWorker", "sendBeacon", "usb", "serial", "hid", "gpu"];

export function lock(scope: object = globalThis): void {
  for (const name of TAKEN) take(scope, name);
  const { navigator } = scope as { navigator?: object };
  if (navigator) for (const name of OF_NAVIGATOR) take(navigator, name);
}

/** Removes a property wherever the chain of prototypes holds it, and puts a lasting nothing in its place. */
function take(object: object, name: string): void {
  for (let place: object | null = object; place && place !== Object.prototype; place = Object.getPrototypeOf(place)) {
    if (Object.hasOwn(place, name)) Reflect.deleteProperty(place, name);
  }
  Reflect.defineProperty(object, name, { value: undefined, writable: false, configurable: false });
}
