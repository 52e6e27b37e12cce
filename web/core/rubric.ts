/** The four bands of an interview, and what an interview came to. Pure. */

import type { Asked } from "./records";

export type Band = "communication" | "correctness" | "depth" | "tradeOffs";

export interface Measure {
  band: Band;
  title: string;
  /** What each of 1 to 4 sounds like. */
  anchors: readonly [string, string, string, string];
}

export const RUBRIC: readonly Measure[] = [
  {
    band: "communication",
    title: "Communication",
    anchors: [
      "Nobody could have followed it; the point never came.",
      "The point came after a search for it; terms stood unexplained.",
      "The answer first, then its reasons, in words that the listener knows.",
      "As 3, and fitted to the listener: checked what was asked, summed up unasked.",
    ],
  },
  {
    band: "correctness",
    title: "Correctness",
    anchors: [
      "The main claim was wrong, or there was none.",
      "The main claim was right, but one beside it was wrong and stayed so.",
      "Right in all that matters; slips were noticed or needed one hint.",
      "Right throughout, and exact about when it holds.",
    ],
  },
  {
    band: "depth",
    title: "Depth",
    anchors: [
      "A definition or a name, with nothing behind it.",
      "How it works in outline; the first follow-up ended it.",
      "The mechanism, with a number or an example, through one follow-up.",
      "Through all follow-ups to where the method fails, and why.",
    ],
  },
  {
    band: "tradeOffs",
    title: "Trade-offs",
    anchors: [
      "One way only, as if there were no other.",
      "Others were named, without what they cost.",
      "A choice among two or more, with what each costs here.",
      "As 3, and what would change the choice, and how to find out.",
    ],
  },
];

/** The mean of the bands that were given; 0 if none was. */
export function mean(asked: Asked): number {
  return average(RUBRIC.map(({ band }) => asked[band]));
}

function average(bands: readonly number[]): number {
  const given = bands.filter((band) => band > 0);
  return given.length ? given.reduce((sum, band) => sum + band, 0) / given.length : 0;
}

export interface Outcome {
  /** The mean of each band over the questions, 0 where none was judged; in the rubric's order. */
  bands: { title: string; mean: number }[];
  strong: string[];
  weak: string[];
  /** Ids of the questions that were weak, the weakest first. */
  again: string[];
}

/** From 3 on an answer is at the level. */
const AT_LEVEL = 3;

export function outcome(asked: readonly Asked[]): Outcome {
  const bands = RUBRIC.map(({ band, title }) => ({ title, mean: average(asked.map((one) => one[band])) }));
  const titles = (fits: (mean: number) => boolean) =>
    bands.filter(({ mean }) => mean && fits(mean)).map(({ title }) => title);
  const judged = asked.filter((one) => mean(one) > 0).sort((a, b) => mean(a) - mean(b));
  const weak = (one: Asked) => mean(one) < AT_LEVEL - 0.25 || one.correctness === 1;
  return {
    bands,
    strong: titles((mean) => mean >= AT_LEVEL),
    weak: titles((mean) => mean < AT_LEVEL),
    again: judged.filter(weak).map(({ id }) => id),
  };
}
