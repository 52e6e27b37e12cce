/** TeX as a line of plain text, as near to what the reader sees as letters allow: `\frac{a}{b}` is a/b, `R^2` is R². Pure. */

const SYMBOLS: Record<string, string> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", kappa: "κ",
  lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", chi: "χ", psi: "ψ",
  omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω", ell: "ℓ",
  times: "×", cdot: "·", div: "÷", pm: "±", mp: "∓", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈",
  sim: "∼", propto: "∝", infty: "∞", to: "→", rightarrow: "→", leftarrow: "←", Rightarrow: "⇒", iff: "⇔", in: "∈", notin: "∉",
  subset: "⊂", cup: "∪", cap: "∩", sum: "Σ", prod: "∏", int: "∫", partial: "∂", nabla: "∇", sqrt: "√", ldots: "…", dots: "…",
  cdots: "⋯", mid: "|", vert: "|", lvert: "|", rvert: "|", lVert: "‖", rVert: "‖", lbrace: "{", rbrace: "}", top: "ᵀ", perp: "⊥",
  forall: "∀", exists: "∃", odot: "⊙", otimes: "⊗", oplus: "⊕", circ: "∘", ll: "≪", gg: "≫", lfloor: "⌊", rfloor: "⌋", lceil: "⌈",
  rceil: "⌉", langle: "⟨", rangle: "⟩", prime: "′", quad: " ", qquad: " ", star: "*", ast: "*", equiv: "≡", mapsto: "↦",
};
const BOARD: Record<string, string> = { E: "𝔼", R: "ℝ", N: "ℕ", P: "ℙ", Z: "ℤ", C: "ℂ" };
/** Commands that only say how their argument looks. */
const LOOKS = /\\(?:boldsymbol|mathbf|mathrm|mathcal|mathsf|mathit|mathtt|text|textbf|textit|operatorname\*?|boxed|underline|bar|overline|widehat|widetilde|vec|mbox)\s*\{([^{}]*)\}/g;
const RAISED: Record<string, string> = {
  "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "-": "⁻", "+": "⁺", n: "ⁿ", "ᵀ": "ᵀ", "*": "*", "−": "⁻",
};
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/** A macro of the guide: its arguments and what it stands for. */
export type Macros = Record<string, readonly [parameters: number, body: string]>;

export function plain(tex: string, macros: Macros = {}): string {
  let text = expand(tex, macros).replace(/\\(?:left|right|big|Big|bigg|Bigg|displaystyle|limits|nolimits|,|;|:|!)(?![a-zA-Z])/g, " ");
  text = text.replace(/\\begin\{[^}]*\}(?:\{[^}]*\})?|\\end\{[^}]*\}|\\hspace\{[^}]*\}|&/g, " ").replace(/\\\\/g, "; ");
  text = text.replace(/\\overset\s*\{([^{}]|\{[^{}]*\})*\}/g, "").replace(/\\(?:mathbb)\s*\{?(\w)\}?/g, (_, letter: string) => BOARD[letter] ?? letter);
  text = text.replace(/\\(hat|tilde)\s*\{?(\\?\w+)\}?/g, (_, kind: string, on: string) => `${on}${kind === "hat" ? "\u0302" : "\u0303"}`);
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(LOOKS, "$1").replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, a: string, b: string) => `${held(a)}/${held(b)}`);
    text = text.replace(/\\d?binom\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "($1 choose $2)").replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, a: string) => `√${held(a)}`);
    text = text.replace(/\\(?!(?:[dt]?frac|d?binom|sqrt)(?![a-zA-Z]))([a-zA-Z]+)\s?/g, (_, name: string) => named(name));
    text = text.replace(/([\^_])(?:\{([^{}]*)\}|([^{}\s]))/g, (_, mark: string, many?: string, one?: string) => moved(mark, (many ?? one ?? "").trim()));
    if (text === before) text = text.replace(/\{([^{}]*)\}/g, "$1"); // braces only once nothing hangs on them
  }
  return text.replace(/\\([dt]?frac|d?binom|sqrt)/g, (_, name: string) => (name === "sqrt" ? "√" : " ")).replace(/\\([%$#_&{}])/g, "$1").replace(/\\ /g, " ").replace(/[~\s]+/g, " ").replace(/ (?=‖[^\p{L}]|‖$)/gu, "").trim();
}

function expand(tex: string, macros: Macros): string {
  return tex.replace(/\\([a-zA-Z]+)(?![a-zA-Z])((?:\s*\{(?:[^{}]|\{[^{}]*\})*\})*)/g, (whole, name: string, rest: string) => {
    const [parameters, body] = macros[name] ?? [-1, ""];
    if (parameters < 0) return rest.includes("\\") ? `\\${name}${expand(rest, macros)}` : whole;
    if (parameters === 0) return `${body}${expand(rest, macros)}`;
    const [first = ""] = rest.match(/\{(?:[^{}]|\{[^{}]*\})*\}/) ?? [];
    return first ? body.replaceAll("#1", expand(first.slice(1, -1), macros)) + expand(rest.slice(rest.indexOf(first) + first.length), macros) : whole;
  });
}

/** What a command stands for; the name of a function, such as `\log`, is its own. */
function named(name: string): string {
  const symbol = SYMBOLS[name] ?? `${name} `;
  return /[≤≥≠≈∼∝→←⇒⇔∈∉×±]/.test(symbol) ? ` ${symbol} ` : symbol;
}

function held(part: string): string {
  return /^[\p{L}\p{N}\p{M}.,²³]*$/u.test(part.trim()) ? part.trim() : `(${part.trim()})`;
}

function moved(mark: string, part: string): string {
  const letters = [...part];
  if (mark === "^" && letters.every((letter) => RAISED[letter])) return letters.map((letter) => RAISED[letter]).join("");
  if (mark === "_" && letters.every((letter) => /\d/.test(letter))) return letters.map((letter) => LOWERED[Number(letter)]).join("");
  return letters.length === 1 || mark === "_" ? `${mark}${part}` : `^(${part})`;
}
