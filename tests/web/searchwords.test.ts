/** Words as search compares them: what must be the same word, and what must not. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { stem, telling, words } from "../../web/core/searchwords.ts";

const stems = (text: string) => telling(words(text)).map(({ form }) => stem(form)).join(" ");

const same = [
  ["overfitting", "overfit", "overfits", "Overfitted"],
  ["regularization", "regularisation", "regularize", "regularised", "regularizer"],
  ["classification", "classifier", "classify", "classifying"],
  ["estimation", "estimate", "estimator"],
  ["modelling", "modeling", "models"],
  ["neighbours", "neighbor"],
  ["behavioural", "behavioral"],
  ["matrices", "matrix"],
  ["hypotheses", "hypothesis"],
  ["scaling", "scale", "scaled"],
  ["pruning", "prune"],
  ["losses", "loss"],
  ["prediction", "predict", "predicted"],
  ["R²", "r squared", "R-squared", "r2", "R^2", "R^{2}"],
  ["χ²", "chi squared", "chi-square", "Chi^2", "chi2"],
  ["F_β", "f beta", "Fβ", "F-beta"],
  ["k-means", "k means", "K‑means"],
  ["type II error", "type ii error", "type 2 errors", "type two error"],
  ["A/B testing", "a b test", "A-B tests", "what is an A/B test?"],
  ["Bayes' theorem", "bayes theorem", "Bayes’ theorems"],
  ["naïve", "naive"],
  ["L₁", "l1", "ℓ₁"],
  ["k-means++", "k means ++"],
  ["l1 vs l2", "difference between l1 and l2", "How do L1 and L2 differ?"],
  ["O(n log n)", "o ( n log n )"],
] as const;

for (const [first, ...others] of same) {
  for (const other of others) test(`“${other}” is “${first}”`, () => assert.equal(stems(other), stems(first)));
}

const apart = [
  ["normalization", "normal"], ["generalize", "general"], ["generative", "generalize"], ["MAPE", "MAP"], ["shape", "SHAP"],
  ["type I error", "type II error"], ["l1", "l2"], ["statistic", "state"], ["logit", "logistic"], ["university", "universal"],
  ["k-means++", "k-means"], ["mean", "median"],
];
for (const [one, other] of apart) test(`“${one}” is not “${other}”`, () => assert.notEqual(stems(one!), stems(other!)));

test("a way of asking is put aside, unless there is nothing else", () => {
  assert.equal(stems("what is the difference between precision and recall"), stems("precision vs recall"));
  assert.equal(stems("What does a p-value mean?"), stems("p-value"));
  assert.equal(stems("k-means of the mean"), "k mean mean");
  assert.equal(telling(words("what is that")).length, 3);
});

test("words know where they stand, names of properties of objects are words", () => {
  const text = "A constructor: R² and __proto__";
  assert.deepEqual(words(text).map(({ from, to }) => text.slice(from, to)), ["A", "constructor", "R²", "R²", "and", "proto"]);
  assert.equal(stem("constructor"), "constructor");
});
