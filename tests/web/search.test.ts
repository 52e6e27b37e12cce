/** Search on a small guide: what is found, in which order, by which other words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "../../web/node/suffix.mjs";

const { ANY, search } = await import("../../web/core/search.ts");
const { Concepts, joined } = await import("../../web/core/searchconcepts.ts");
const { files } = await import("../../web/core/searchfiles.ts");
const { Index } = await import("../../web/core/searchindex.ts");
const { asked } = await import("../../web/core/searchquery.ts");
const { excerpt, marked } = await import("../../web/core/searchmarks.ts");
const { packed, slug, unpacked } = await import("../../web/core/searchpack.ts");
const { stem } = await import("../../web/core/searchwords.ts");
const { distance, guesses, parted } = await import("../../web/core/searchspelling.ts");

const blank = { fragment: "", level: "", short: "", more: "", body: "", wordings: [] };
const GIVEN = {
  sections: [["algorithms", "Algorithms"], ["math", "Mathematics"]] as [string, string][],
  pages: [["algorithms/svm/", "Support vector machines", 0], ["algorithms/penalties/", "Regularization", 0], ["math/map/", "Estimation", 1]] as [string, string, number][],
  documents: [
    { ...blank, kind: "chapter", page: 0, title: "Support vector machines", short: "Margins and kernels." },
    { ...blank, kind: "question", page: 0, title: "What is the kernel trick?", fragment: "kernel-trick", level: "mid", short: "A dot product in another space.", body: "Hilbert spaces.", wordings: ["separate circles", "curved boundary without new columns"] },
    { ...blank, kind: "section", page: 0, title: "The margin", fragment: "the-margin", short: "It is $2$ over the norm." },
    { ...blank, kind: "chapter", page: 1, title: "Regularization", short: "Why a penalty helps against overfitting." },
    { ...blank, kind: "question", page: 1, title: "Why does L1 give zeros while L2 only shrinks?", fragment: "l1-l2", level: "senior", short: "The pull is constant. \u0002R^2\u0003 falls.", wordings: ["diamond and circle picture", "which penalty drops columns"] },
    { ...blank, kind: "exercise", page: 1, title: "Soft thresholding", short: "Write the SVM of nothing." },
    { ...blank, kind: "chapter", page: 2, title: "Estimation", short: "Likelihood and MAP." },
    { ...blank, kind: "question", page: 2, title: "What is mean average precision?", fragment: "map-ranking", level: "junior", short: "A mean over queries." },
    { ...blank, kind: "source", page: 2, title: "Vapnik, V. (1995). The Nature of Statistical Learning Theory.", fragment: "vapnik1995" },
  ] as never[],
  abbreviations: [["SVM", "support vector machine"], ["MAP", "maximum a posteriori; or mean average precision"], ["PPV", "positive predictive value"]] as [string, string][],
  synonyms: [["regularization", "shrinkage", "weight decay"], ["precision", "positive predictive value"]],
  macros: {},
};
const FILES = files(GIVEN, "stamp", () => 0);
const read = (name: string) => JSON.parse(FILES[name]!);
const early = new Index(read("index.json"));
const late = new Index(read("index.json"), undefined, read("words.json"));
const first = (query: string, index = early, filter = ANY) => search(query, index, filter).results[0]?.url;

const finds = [
  ["an abbreviation", "svm", "algorithms/svm/"],
  ["its meaning", "support vector machine", "algorithms/svm/"],
  ["a synonym", "weight decay", "algorithms/penalties/"],
  ["British spelling", "regularisation", "algorithms/penalties/"],
  ["a slip", "kernal trick", "algorithms/svm/#kernel-trick"],
  ["two slips in a long word", "regularizatoin", "algorithms/penalties/"],
  ["letters that changed places", "kenrel", "algorithms/svm/#kernel-trick"],
  ["a question", "what is the kernel trick?", "algorithms/svm/#kernel-trick"],
  ["a comparison", "l1 vs l2", "algorithms/penalties/#l1-l2"],
  ["the beginning of a word", "kern", "algorithms/svm/#kernel-trick"],
  ["a symbol", "r squared", "algorithms/penalties/#l1-l2"],
  ["one meaning of an abbreviation", "mean average precision", "math/map/#map-ranking"],
] as const;
for (const [what, query, url] of finds) test(`${what} finds: ${query}`, () => assert.equal(first(query), url));

test("other words of a question find it, those of one wording before those of several", () => {
  assert.equal(first("circle picture"), "algorithms/penalties/#l1-l2");
  assert.equal(first("separate the circles"), "algorithms/svm/#kernel-trick");
  assert.equal(first("curved boundary without columns"), "algorithms/svm/#kernel-trick");
  assert.equal(first("drop columns"), "algorithms/penalties/#l1-l2");
  assert.equal(search("separate circles", early).whole, true);
  assert.equal(search("separate circles", early).results[0]!.mention, false);
});

test("a wording does not stand above a title that says the same", () => {
  const titled = { ...blank, kind: "question", page: 1, title: "How do you draw a diamond?", fragment: "shape", level: "mid" };
  const parts = files({ ...GIVEN, documents: [...GIVEN.documents.slice(0, 6), titled, ...GIVEN.documents.slice(6)] as never[] }, "stamp", () => 0);
  const index = new Index(JSON.parse(parts["index.json"]!));
  assert.deepEqual(search("diamond", index).results.slice(0, 2).map(({ url }) => url), ["algorithms/penalties/#shape", "algorithms/penalties/#l1-l2"]);
});

test("a question's id is one of its wordings", () => {
  assert.equal(search("ranking map", early).results[0]!.url, "math/map/#map-ranking");
});

test("an invitation to tell a story asks for behavior, a word said twice asks once", () => {
  const { parts } = asked("tell me about a time you broke a kernel, a kernel", early);
  assert.deepEqual(parts.map(({ ways }) => ways[0]!.words), [["behavioral"], ["break"], ["kernel"]]);
});

test("an abbreviation with two meanings finds both", () => {
  const urls = search("MAP", early).results.map(({ url }) => url);
  assert.ok(urls.includes("math/map/") && urls.includes("math/map/#map-ranking"));
});

test("what only a body or a source says is found with the rest of the index, and is known to be missing before", () => {
  assert.equal(search("hilbert", early).whole, false);
  assert.equal(first("hilbert", late), "algorithms/svm/#kernel-trick");
  assert.equal(search("hilbert", late).results[0]!.mention, true);
  assert.equal(first("vapnik statistical learning", late), "math/map/#vapnik1995");
});

test("a mention comes after the answer", () => {
  const urls = search("svm", early).results.map(({ url }) => url);
  assert.ok(urls.indexOf("algorithms/svm/") < urls.indexOf("algorithms/penalties/"));
});

test("filters keep a kind, a section, a level", () => {
  assert.equal(first("svm", early, { ...ANY, kind: "exercise" }), "algorithms/penalties/");
  assert.equal(first("precision", early, { ...ANY, section: "math" }), "math/map/#map-ranking");
  assert.equal(search("kernel", early, { ...ANY, level: "junior" }).count, 0);
});

test("nothing is found for nothing, for words that nobody wrote, and for names of properties of objects", () => {
  for (const query of ["", "  ", "?!", "zzzzqqq xxxyyy", "constructor", "__proto__", "toString valueOf"]) {
    assert.equal(search(query, late).count, 0, query);
  }
});

test("a word that is not known is told with the nearest that is", () => {
  assert.deepEqual(search("kernal", early).unknown, [{ form: "kernal", meant: ["kernel"] }]);
  assert.deepEqual(search("zzzzqqq", early).unknown, [{ form: "zzzzqqq", meant: [] }]);
});

test("the id of a section's heading is made again from its title", () => {
  assert.equal(search("margin", early).results.find(({ kind }) => kind === "section")?.url, "algorithms/svm/#the-margin");
  assert.equal(slug("R² – and “more”: a/b"), "r2-and-more-ab");
});

test("formulas are text in what is shown", () => {
  assert.match(FILES["texts/algorithms.json"]!, /R² falls/);
});

test("words too many for the first file come in one of their own, with the same results", () => {
  const parts = files(GIVEN, "stamp", () => 1e9);
  assert.ok(!("near" in JSON.parse(parts["index.json"]!)));
  const both = new Index(JSON.parse(parts["index.json"]!), JSON.parse(parts["near.json"]!));
  assert.deepEqual(search("dot product", both), search("dot product", early));
});

test("postings are the same after packing, however far apart", () => {
  const all = new Map([["a", [0, 1, 2]], ["b", [5, 64, 65, 4_000, 90_000]], ["c", [58, 59, 2_848, 2_849, 700_000]], ["ß", [7]]]);
  assert.deepEqual(unpacked(packed(all)), all);
  assert.deepEqual(unpacked(packed(new Map())), new Map());
});

test("lists of synonyms that share a name are of one thing, but not through an abbreviation with two meanings", () => {
  const all = joined([["MAP", "maximum a posteriori; or mean average precision"], ["PPV", "positive predictive value"]],
    [["precision", "positive predictive value"], ["posterior mode", "MAP"]]);
  const names = all.map((concept) => concept.names);
  assert.deepEqual(names[2], ["PPV", "positive predictive value", "precision"]);
  assert.equal(names.length, 4);
  assert.deepEqual(new Concepts(all).spans(["map"]), [{ from: 0, to: 1, concepts: [0, 1, 3] }]);
});

test("the longest name is taken", () => {
  const all = new Concepts([{ names: ["precision"] }, { names: ["average precision"] }]);
  assert.deepEqual(all.spans(["mean", stem("average"), stem("precision")]), [{ from: 1, to: 3, concepts: [1] }]);
  assert.deepEqual(all.spans([stem("precision"), "average"]), [{ from: 0, to: 1, concepts: [0] }]);
});

test("slips are counted, neighbors that changed places as one", () => {
  assert.equal(distance("martix", "matrix", 2), 1);
  assert.equal(distance("entrophy", "entropy", 2), 1);
  assert.equal(distance("abc", "xyz", 2), 3);
});

test("short words and numbers are not taken for others", () => {
  const known = new Map([["map", 5], ["100", 3], ["entropy", 2]]);
  assert.deepEqual(guesses("mop", known), []);
  assert.deepEqual(guesses("1000", known), []);
  assert.deepEqual(guesses("entrophy", known).map(({ form }) => form), ["entropy"]);
});

test("two words in one are parted if both are frequent", () => {
  const known = new Map([["time", 9], ["series", 9], ["k", 9], ["means", 9], ["rare", 1]]);
  assert.deepEqual(parted("timeseries", known), ["time", "series"]);
  assert.deepEqual(parted("kmeans", known), ["k", "means"]);
  assert.equal(parted("timerare", known), null);
});

test("what matched is marked, markup stays text", () => {
  assert.deepEqual(marked("Overfitting <b>is</b> bad", new Set(["overfit", "b"])), [
    { text: "Overfitting", marked: true }, { text: " <", marked: false }, { text: "b", marked: true }, { text: ">is</", marked: false },
    { text: "b", marked: true }, { text: "> bad", marked: false },
  ]);
  assert.deepEqual(marked("", new Set()), []);
});

test("a long text is cut to the sentence that matched", () => {
  const text = `${"Something else entirely is said here. ".repeat(9)}The kernel comes late. ${"And more follows after it. ".repeat(9)}`;
  assert.match(excerpt(text, new Set(["kernel"])), /^…The kernel comes late\./);
  assert.ok(excerpt(text, new Set(["something"])).startsWith("Something"));
  assert.ok(excerpt(text, new Set()).length < 210);
});
