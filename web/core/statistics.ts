/**
 * The functions that SQLite lacks, as steps over a group. Pure: no DOM.
 *
 * `studyguide/aggregates.py` has the same natively and says what each gives. A step gets the state and the
 * arguments; the number of a step's parameters is how many arguments SQL may pass.
 */

export type Value = number | string | Uint8Array | null;

export interface Aggregate<State> {
  init(): State;
  step(state: State, ...given: Value[]): State;
  finalize(state: State): number | null;
}

export interface Group {
  numbers: number[];
  fraction: number | null;
}

const OUTSIDE = /\\[^\^$\\.*+?()\[\]{}|\/dwsbDWSB]|\(\?(?![:=!])|[*+?}]\+/;

/** Squared deviations over n − less, or null if that is not above 0. */
export function spread(numbers: number[], less: number): number | null {
  const n = numbers.length;
  if (n <= less) return null;
  const mean = numbers.reduce((sum, x) => sum + x, 0) / n;
  return numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - less);
}

/** The value at position p·(n − 1) of the sorted numbers, between two of them by linear interpolation. */
export function quantile(numbers: number[], p: number): number | null {
  if (numbers.length === 0) return null;
  const ordered = [...numbers].sort((a, b) => a - b);
  const place = p * (ordered.length - 1);
  const low = ordered[Math.floor(place)]!;
  const high = ordered[Math.min(Math.floor(place) + 1, ordered.length - 1)]!;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}

export const AGGREGATES: Record<string, Aggregate<Group>> = {
  variance: ofNumbers("variance", (numbers) => spread(numbers, 1)),
  var_pop: ofNumbers("var_pop", (numbers) => spread(numbers, 0)),
  stddev: ofNumbers("stddev", (numbers) => root(spread(numbers, 1))),
  stddev_pop: ofNumbers("stddev_pop", (numbers) => root(spread(numbers, 0))),
  median: ofNumbers("median", (numbers) => quantile(numbers, 0.5)),
  percentile_cont: {
    init: () => ({ numbers: [], fraction: null }),
    step: percentileStep as Aggregate<Group>["step"],
    finalize: (state) => quantile(state.numbers, state.fraction ?? 0),
  },
};

function ofNumbers(name: string, statistic: (numbers: number[]) => number | null): Aggregate<Group> {
  return {
    init: () => ({ numbers: [], fraction: null }),
    step: (state: Group, value: Value) => add(state, value, name),
    finalize: (state) => statistic(state.numbers),
  } as Aggregate<Group>;
}

function percentileStep(state: Group, value: Value, fraction: Value): Group {
  const p = numeric(fraction, "percentile_cont");
  if (!(p >= 0 && p <= 1)) {
    throw new Error("percentile_cont() takes a fraction from 0 to 1 as its second argument");
  }
  if (state.fraction !== null && state.fraction !== p) {
    throw new Error("percentile_cont() takes the same fraction in every row of a group");
  }
  state.fraction = p;
  return add(state, value, "percentile_cont");
}

function add(state: Group, value: Value, name: string): Group {
  if (value !== null) state.numbers.push(numeric(value, name));
  return state;
}

function numeric(value: Value, name: string): number {
  if (typeof value === "number") return value;
  throw new Error(`${name}() takes numbers, not ${value === null ? "NULL as its fraction" : "a text or a blob"}`);
}

function root(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}

/** 1 if the text holds a match of the pattern, else 0; null if either is null. SQL's `text REGEXP pattern`. */
export function regexp(pattern: Value, text: Value): number | null {
  if (pattern === null || text === null) return null;
  if (typeof pattern !== "string" || typeof text !== "string") {
    throw new Error("REGEXP compares texts: use CAST(x AS TEXT) for a number");
  }
  if (OUTSIDE.test(pattern)) {
    throw new Error(`the pattern '${pattern}' uses what Python and JavaScript do not share`);
  }
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern, "u");
  } catch {
    throw new Error(`the pattern '${pattern}' cannot be read`);
  }
  return Number(compiled.test(text));
}
