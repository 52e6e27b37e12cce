/** The browser's storage, which may be denied, full or broken: reading gives nothing then, writing says so. */

const PREFIX = "held-out/";

export function load(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** False if the browser keeps nothing. */
export function save(key: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, value);
    return true;
  } catch {
    return false;
  }
}
