/** What the page and the worker of search tell each other. Pure: types alone. */

import type { Filter, Found } from "./search";

/** Files as they came, each once; the rest may come later. */
export interface Load {
  kind: "load";
  name: "first" | "near" | "rest";
  text: string;
}

export interface Ask {
  kind: "ask";
  id: number;
  text: string;
  filter: Filter;
  most: number;
}

export type ToSearch = Load | Ask;

export interface Loaded {
  kind: "loaded";
  name: Load["name"];
  /** Whether `search/near.json` exists and has to be asked for. */
  apart: boolean;
  sections: [name: string, title: string][];
}

export interface Answer {
  kind: "found";
  id: number;
  found: Found;
}

export type FromSearch = Loaded | Answer;
