/** Whether an address is what a table wants: a page by its path, or a question by its id; any of several is right. */
export function fits(url, finds) {
  const page = url.replace(/#.*/, "").replace(/\/$/, "");
  return finds.split(" ").some((one) => (one.startsWith("#") ? url.endsWith(one) : page === one.replace(/\/index$/, "")));
}
