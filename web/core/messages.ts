/** What the page and the Python worker say to each other. Types only. */

export interface Verdict {
  name: string;
  passed: boolean;
  hint: string;
  expected: string;
  got: string;
  error: string;
  printed: string;
}

export interface Wheel {
  name: string;
  file: string;
  bytes: ArrayBuffer;
}

export type ToWorker =
  | { kind: "boot"; root: string; interrupt: Uint8Array | null }
  | { kind: "install"; id: number; wheels: Wheel[] }
  | { kind: "run"; id: number; code: string; space: string; name: string }
  | { kind: "grade"; id: number; code: string; tests: string };

export type FromWorker =
  | { kind: "ready" }
  | { kind: "output"; id: number; what: string; text: string }
  | { kind: "installed"; id: number }
  | { kind: "started"; id: number }
  | { kind: "ran"; id: number; passed: boolean }
  | { kind: "graded"; id: number; verdicts: Verdict[] }
  | { kind: "broken"; message: string };
