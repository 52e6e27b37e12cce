/** TeX as plain text. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { plain } from "../../web/core/searchtex.ts";

const MACROS = { vect: [1, "\\boldsymbol{#1}"], norm: [1, "\\lVert #1 \\rVert"], E: [0, "\\mathbb{E}"], T: [0, "^{\\top}"] } as const;
const rows = [
  ["R^2", "R²"],
  ["\\chi^2", "χ²"],
  ["\\frac{a}{b+c}", "a/(b+c)"],
  ["\\frac{\\sqrt{n}}{2}", "(√n)/2"],
  ["O(n \\log n)", "O(n log n)"],
  ["\\sqrt{\\frac{1}{n}}", "√(1/n)"],
  ["\\hat\\beta_1", "β₁̂"],
  ["\\vect{x}\\T", "xᵀ"],
  ["\\norm{\\vect{w}}_2", "‖w‖₂"],
  ["\\E[X]", "𝔼[X]"],
  ["\\text{for } x \\ge 0", "for x ≥ 0"],
  ["e^{-\\lambda t}", "e^(-λt)"],
  ["\\binom{n}{k}", "(n choose k)"],
  ["p < 0.05\\,\\%", "p < 0.05 %"],
  ["\\left( a \\right)", "( a )"],
  ["<script>", "<script>"],
] as const;
for (const [tex, text] of rows) test(`${tex} reads ${text}`, () => assert.equal(plain(tex, MACROS as never), text));
