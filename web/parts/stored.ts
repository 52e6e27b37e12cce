/** What stands in the browser's storage, as text, with next to no code; `kept` reads and writes whole records. */

export const PREFIX = "held-out/";

/** The text of a key of ours; null if there is none, or storage is denied. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}
