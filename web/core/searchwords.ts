/** Words of a text as search compares them: case, accents, spelling, symbols and endings put aside. Pure. */

export interface Word {
  /** Where it stands in the text. */
  from: number;
  to: number;
  /** In lower case and plain letters, such as `overfitting`, `squared`, `l2`. */
  form: string;
}

const WORD = /\+\+|a[/ -]b(?=[ -]test)|a\/b|(?:[\p{L}\p{N}\p{M}]+)(?:['’]\p{L}+)?(?:\^\{?2\}?)?/giu;
const GREEK: Record<string, string> = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", η: "eta", θ: "theta", κ: "kappa", λ: "lambda", μ: "mu",
  ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", χ: "chi", ψ: "psi", ω: "omega",
};
const WHOLE = new Map([["++", "plus"], ["hundred", "100"], ["thousand", "1000"], ["r2", "r squared"], ["chi2", "chi squared"], ["a/b", "ab"], ["a b", "ab"], ["a-b", "ab"]]);
const NUMERALS = new Map([["i", "1"], ["ii", "2"], ["iii", "3"], ["one", "1"], ["two", "2"]]);

/** Words that say how one asks, not what about. */
const ASKING = new Set(
  `a an the of in on to is are was were be been being do does did done can could should would will may might must shall
  how what why when which who whom whose where you your i me my we our us it its this that these those there their they
  and or but for with from by as at into about than then so if no vs versus between difference differences differ
  compare compared comparison explain describe define definition meaning tell example examples give
  am us ask asked asking just other another also such very some something anything everything things enough make makes made use used using please get come comes happen happens work works know need want way thing my best good exactly actually really simply intuitively basically`.split(/\s+/),
);

export function words(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const from = match.index;
    for (const form of folded(match[0])) found.push({ from, to: from + match[0].length, form });
  }
  found.forEach((word, at) => {
    if (found[at - 1]?.form === "type") word.form = NUMERALS.get(word.form) ?? word.form;
  });
  return found;
}

const known = new Map<string, string[]>();

function folded(word: string): string[] {
  let found = known.get(word);
  if (!found) known.set(word, (found = parts(word)));
  return found;
}

function parts(word: string): string[] {
  let text = word.toLowerCase().replace(/['’](?:s|t)?$/, "").replace(/['’]/g, "");
  text = text.replace(/²|\^\{?2\}?/g, " squared ").replace(/³/g, " cubed ").replace(/[α-ω]/g, (letter) => ` ${GREEK[letter] ?? letter} `);
  text = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (WHOLE.get(text.trim()) ?? text).split(/\s+/).filter(Boolean);
}

/** The words that only say how one asks, for spelling. */
export const ASKED: ReadonlyMap<string, number> = new Map([...ASKING].filter((form) => form.length > 3).map((form) => [form, 1]));

/** Whether a word only belongs to the way of asking. */
export function asking(form: string): boolean {
  return ASKING.has(form);
}

/** The words that say what about; all of them, if they are nothing but a way of asking. */
export function telling(found: Word[]): Word[] {
  const verb = found.some(({ form }) => /^do(?:es)?$/.test(form)); // “what does it mean” asks; a mean does not
  const kept = found.filter(({ form }) => !ASKING.has(form) && !(verb && form === "mean"));
  return kept.length ? kept : found;
}

const IRREGULAR = new Map(Object.entries({
  indices: "index", vertices: "vertex", matrices: "matrix", criteria: "criterion", axes: "axis", centre: "center", bayesian: "bay",
  judgement: "judgment", people: "person", children: "child", women: "woman", men: "man",
  bought: "buy", sold: "sell", paid: "pay", spent: "spend", lost: "lose", built: "build", found: "find", kept: "keep", held: "hold", sent: "send",
  chose: "choose", chosen: "choose", broke: "break", broken: "break", fell: "fall", fallen: "fall", grew: "grow", grown: "grow", drew: "draw", drawn: "draw",
  wrote: "write", written: "write", gave: "give", given: "give", took: "take", taken: "take", went: "go", gone: "go", saw: "see", seen: "see", ran: "run",
  hidden: "hide", forgot: "forget", forgotten: "forget", rose: "rise", risen: "rise", threw: "throw", thrown: "throw", drove: "drive", driven: "drive",
  failure: "fail", failures: "fail", cause: "caus", causes: "caus", causal: "caus", programme: "program", gaussians: "gaussian", gauss: "gaussian",
}));
const remembered = new Map<string, string>();

/** What is left of a word without its ending. Not a word itself; equal for forms of one word in both spellings. */
export function stem(form: string): string {
  let found = remembered.get(form);
  if (found === undefined) remembered.set(form, (found = shortened(form)));
  return found;
}

function shortened(form: string): string {
  const irregular = IRREGULAR.get(form);
  if (irregular) return irregular;
  if (form.length < 4 || /\d/.test(form)) return form.length > 2 && /^[a-z]+[^aiosu]s$/.test(form) ? form.slice(0, -1) : form;
  return ending(singular(american(form)));
}

/** British spelling as American. */
function american(word: string): string {
  return word
    .replace(/skedas/, "scedas")
    .replace(/ys(?=(?:e|ed|er|ers|ing)$)/, "yz")
    .replace(/is(?=(?:e|ed|er|ers|es|ing|ation|ations)$)/, "iz")
    .replace(/(?<=(?:fav|col|lab|neighb|behavi|rum|hon))our/, "or")
    .replace(/(?<=cen|me|li)tre/, "ter")
    .replace(/(?<=mode|labe|trave|cance|signa|leve)ll(?=ed|ing|er)/, "l");
}

function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  const rules: [RegExp, string][] = [[/yses$/, "ysis"], [/theses$/, "thesis"], [/(?<=..)ies$/, "y"], [/(?<=ss|sh|ch|x|zz)es$/, ""], [/s$/, ""]];
  const rule = rules.find(([pattern]) => pattern.test(word));
  return rule ? word.replace(...rule) : word;
}

function ending(word: string): string {
  const rules: [RegExp, string][] = [
    [/(?<=...)iz(?:ation|e|ed|er|ing|able)$/, "iz"],
    [/ification$|ifie[rd]$|ifying$|ify$/, "ifi"],
    [/(?<=....)(?:ation|ational|ating|ated|ate|ator|ative)$/, ""],
    [/(?<=...[ts])ion(?:al)?$/, ""],
    [/(?<=...)ar(?:y|ity)$/, "ar"],
    [/(?<=...(?:al|astic))ity$/, ""],
    [/(?<=[aeiouy].*)(?<=..[^aeiou]|...)ing$/, ""],
    [/(?<=[aeiouy].*)(?<=...)(?<!mb)ed$/, ""],
    [/(?<=....)ly$/, ""],
  ];
  const rule = rules.find(([pattern]) => pattern.test(word));
  let left = rule ? word.replace(...rule) : word;
  if (/(?:ed|ing)$/.test(word) && left !== word) left = full(left);
  return left.replace(/(?<=.....)e$/, "").replace(/(?<=[^aeiou])y$/, "i");
}

/** What was doubled or dropped before -ed and -ing: `bagg` is bag, `scal` is scale. */
function full(left: string): string {
  const single = left.replace(/([bdgkmnprt])\1$/, "$1");
  return single === left && /^[^aeiou]*[aeiouy][^aeiouwxy]$/.test(left) && left.length < 5 ? `${left}e` : single;
}
