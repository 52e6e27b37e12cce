/** Fetches files with their progress and checks each against its hash. */

export interface Wanted {
  url: string;
  bytes: number;
  /** Hexadecimal; the browser refuses a file that differs. */
  sha256: string;
}

/** The files' bytes, in order; `progress` gets the bytes that came, of all, again and again. */
export async function fetchAll(
  signal: AbortSignal, wanted: Wanted[], progress: (done: number) => void,
): Promise<ArrayBuffer[]> {
  let done = 0;
  const failing = new AbortController();
  const either = AbortSignal.any ? AbortSignal.any([signal, failing.signal]) : signal;
  const count = (more: number) => {
    if (!failing.signal.aborted) progress((done += more));
  };
  try {
    return await Promise.all(wanted.map((file) => fetchOne(file, either, count)));
  } catch (error) {
    failing.abort(); // one is missing: the others need not come, and tell no progress
    throw error;
  }
}

async function fetchOne({ url, sha256 }: Wanted, signal: AbortSignal, count: (more: number) => void): Promise<ArrayBuffer> {
  const response = await fetch(url, { integrity: `sha256-${base64(sha256)}`, signal });
  if (!response.ok || !response.body) throw new Error(`${url} cannot be fetched (${response.status})`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    count(part.value.byteLength);
  }
  return new Blob(parts).arrayBuffer();
}

function base64(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))));
}
