# ---
# weight: 110
# description: Follow ridge and lasso paths where the truth is known, then redraw the sample to see which part of the chosen list was luck.
# needs: [algorithms/ridge-lasso-elastic-net]
# ---

# %% [markdown]
# # How much of the lasso's list is luck?
#
# The lasso read 100 rows and wrote down seven features.
# Somebody will pay to collect those seven and stop collecting the others.
#
# **The question.** If a colleague had drawn another 100 rows from the same population, would the list be the same?
# And which point of the path should you take: the minimum of the validation curve, or the shorter list of the one-standard-error rule?
#
# **The experiment.** Make a population whose coefficients you know, follow the paths on one sample, then draw 100 samples and repeat every choice on each.
# The chapter [Ridge, lasso and elastic net](../algorithms/ridge-lasso-elastic-net.md) has the formulas and one path of real data, where nobody can say which zeros were right.

# %% [markdown]
# ## The population
#
# Twenty features of variance 1, noise of variance 9, and three effects: `a` with 1.5, `b` with 1.5 and `c` with 0.75.
# `a1` and `a2` have no effect of their own, but they correlate with `a`, and with each other, at 0.9.
# The other fifteen are pure noise, independent of everything.
#
# The solver is coordinate descent, run on all samples at once; with centered and standardized columns it needs only the matrix of products of the features and their products with the target.
# The strength multiplies $`\norm{\vect{\beta}}_1`$ beside $`\tfrac1{2n}`$ of the squared error, as in scikit-learn's `Lasso`; ridge's strength multiplies $`\tfrac12\norm{\vect{\beta}}_2^2`$ there, so it is `Ridge(alpha)` divided by the rows $`n`$.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import lasso_path

ROWS, RHO, SETS = 100, 0.9, 100
SHARE = 1.0  # of the penalty that is L1; 1 is the lasso
NAMES = ["a", "a1", "a2", "b", "c"] + [f"n{j}" for j in range(1, 16)]
TRUTH = np.array([1.5, 0, 0, 1.5, 0.75] + [0.0] * 15)
P, NOISE = TRUTH.size, 3.0
COV = np.eye(P)
COV[:3, :3] += RHO * (1 - np.eye(3))
LASSO = np.geomspace(3, 0.02, 30)  # strong to weak
RIDGE = np.geomspace(30, 0.003, 30)


def draw(rng, sets, rows):
    X = rng.normal(size=(sets, rows, P)) @ np.linalg.cholesky(COV).T
    return X, X @ TRUTH + NOISE * rng.normal(size=(sets, rows))


def path(X, y, strengths, ridge=False):
    """Coefficients per standard deviation (strengths, sets, P), the same per unit, and intercepts."""
    mean, sd = X.mean(axis=1), X.std(axis=1)
    Z, z = (X - mean[:, None]) / sd[:, None], y - y.mean(axis=1)[:, None]
    gram, pull = Z.swapaxes(1, 2) @ Z / X.shape[1], (z[:, None] @ Z)[:, 0] / X.shape[1]
    b, out = np.zeros_like(pull), []
    for a in strengths:
        if ridge:
            b = np.linalg.solve(gram + a * np.eye(P), pull[..., None])[..., 0]
        for _ in range(0 if ridge else 30):
            old = b.copy()
            for j in range(P):
                partial = pull[:, j] - (gram[:, j] * b).sum(axis=1) + b[:, j]
                cut = np.maximum(np.abs(partial) - SHARE * a, 0)
                b[:, j] = np.sign(partial) * cut / (1 + (1 - SHARE) * a)
            if np.abs(b - old).max() < 1e-4:
                break
        out.append(b.copy())
    out = np.array(out)
    unit = out / sd
    return out, unit, y.mean(axis=1) - (unit * mean).sum(axis=2)


rng = np.random.default_rng(0)
X, y = draw(rng, SETS, ROWS)
lasso, lasso_unit, lasso_free = path(X, y, LASSO)
ridge, ridge_unit, ridge_free = path(X, y, RIDGE, ridge=True)
Z = (X[0] - X[0].mean(axis=0)) / X[0].std(axis=0)
library = lasso_path(Z, y[0] - y[0].mean(), alphas=LASSO, tol=1e-8)[1].T
assert SHARE < 1 or np.allclose(library, lasso[:, 0], atol=0.02)
print("first sample, correlations of the trio:", np.corrcoef(X[0].T)[[0, 0, 1], [1, 2, 2]].round(2))

# %%
# alt: Two panels of coefficient paths of the first sample, strong penalty at the left. Ridge: all twenty leave zero at once, and a, a1 and a2 rise together before a1 turns and falls far below zero. Lasso: b and the near copy a2 leave zero first, a follows and stays below a2; a1 stays at zero nearly to the end; noise features enter from the middle on.
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.3))
colors = {"a": "C0", "a1": "C2", "a2": "C4", "b": "C1", "c": "C3"}
for ax, title, strengths, values in ((axes[0], "ridge", RIDGE, ridge), (axes[1], "lasso", LASSO, lasso)):
    ax.plot(strengths, values[:, 0, 5:], color="gray", linewidth=0.6)
    for j in range(5):
        ax.plot(strengths, values[:, 0, j], color=colors[NAMES[j]], label=NAMES[j])
    ax.set(xscale="log", title=title, xlabel="strength")
    ax.invert_xaxis()
axes[0].set_ylabel("coefficient per standard deviation")
axes[0].legend(loc="upper left")
plt.show()
half = int(np.argmin(np.abs(LASSO - 0.3)))
for title, values in (("ridge at 0.28", ridge[np.argmin(np.abs(RIDGE - 0.28)), 0]), (f"lasso at {LASSO[half]:.2f}", lasso[half, 0])):
    print(f"{title}:", ", ".join(f"{NAMES[j]} {values[j]:.2f}" for j in range(5)))

# %% [markdown]
# Look at the trio.
# Ridge lets the three near copies rise together; at 0.28 they have 0.58, 0.26 and 0.61, a share for everyone.
# The lasso gives 0.99 to `a2`, which has no effect, and 0.24 to `a`, which has 1.5.
# In this sample `a2` happens to be the better proxy of what moves the target, and nothing in the figure warns you.
#
# ## One sample, ten folds
#
# Choose the strength by ten-fold cross-validation, scaling inside the folds.
# The chapter's caveat applies: the bars are standard errors over ten folds, as if these were independent.
# The population is known, so the figure can also show what the curve tries to estimate: the expected squared error of each fit on new rows, noise 9 included.

# %%
FOLDS = 10
fold = np.arange(ROWS) % FOLDS


def excess(unit, free):
    """Expected squared error on new rows beyond the noise."""
    d = unit - TRUTH
    return ((d @ COV) * d).sum(axis=-1) + free**2


def validate(strengths, ridge=False):
    """Mean and standard error over folds, each (strengths, sets)."""
    mse = np.zeros((FOLDS, len(strengths), SETS))
    for k in range(FOLDS):
        out = fold == k
        _, unit, free = path(X[:, ~out], y[:, ~out], strengths, ridge)
        guess = (X[:, out] @ unit.transpose(1, 2, 0)).transpose(2, 0, 1) + free[..., None]
        mse[k] = ((y[:, out] - guess) ** 2).mean(axis=2)
    return mse.mean(axis=0), mse.std(axis=0, ddof=1) / np.sqrt(FOLDS)


def choose(mean, se):
    """Index of the minimum and of the strongest penalty within one standard error, per sample."""
    best = mean.argmin(axis=0)
    limit = (mean + se)[best, np.arange(mean.shape[1])]
    return best, (mean <= limit).argmax(axis=0)


curve, bars = validate(LASSO)
best, short = choose(curve, bars)
for name, i in (("minimum", best[0]), ("one standard error", short[0])):
    kept = [NAMES[j] for j in np.flatnonzero(lasso[i, 0])]
    print(f"{name}: strength {LASSO[i]:.2f}, validation {curve[i, 0]:.1f} (SE {bars[i, 0]:.1f}),"
          f" true {NOISE**2 + excess(lasso_unit, lasso_free)[i, 0]:.1f}, keeps {' '.join(kept)}")

# %%
# alt: Validation error of the first sample against strength with long error bars, and the true error as a gray curve close to it. Both fall from about 14 to below 11 and rise slowly to about 11.7. Dotted lines mark the minimum near 0.3 and the one-standard-error point near 0.6, to its left.
fig, ax = plt.subplots()
ax.errorbar(LASSO, curve[:, 0], yerr=bars[:, 0], color="C0", fmt="o-", markersize=3, linewidth=1)
ax.plot(LASSO, NOISE**2 + excess(lasso_unit, lasso_free)[:, 0], color="gray")
low = (curve - bars)[:, 0].min()
for i, text, side in ((best[0], "minimum", "left"), (short[0], "one standard error", "right")):
    ax.axvline(LASSO[i], color="gray", linestyle=":", linewidth=1)
    ax.text(LASSO[i], low - 0.6, f" {text} ", ha=side, va="top", color="gray")
ax.annotate("cross-validation", (LASSO[6], curve[6, 0] + bars[6, 0] + 0.2), color="C0", ha="left")
ax.annotate("truth", (LASSO[6], NOISE**2 + excess(lasso_unit, lasso_free)[9, 0]), color="gray", ha="right")
ax.set(xscale="log", xlabel="strength", ylabel="mean squared error", ylim=(low - 1.6, None))
ax.invert_xaxis()
plt.show()

# %% [markdown]
# The validation curve did its job: the minimum is 10.5, the true error there 10.6.
# The price of the shorter list is small here, 10.9 against 10.6.
# But read the two lists: both hold `a2`, neither holds `c`, and of the four noise features at the minimum two survive the rule.
#
# ## The same population, a hundred samples
#
# Now do what nobody can do on real data: draw 99 more samples of 100 rows, and make both choices on each.

# %%
table = {"lasso, minimum": (best, lasso_unit, lasso_free), "lasso, one standard error": (short, lasso_unit, lasso_free)}
ridge_best, ridge_short = choose(*validate(RIDGE, ridge=True))
table["ridge, minimum"] = (ridge_best, ridge_unit, ridge_free)
table["ridge, one standard error"] = (ridge_short, ridge_unit, ridge_free)
every = np.arange(SETS)
kept = {}
print("choice                     excess error  features  of a, b, c  of a1, a2  of 15 noise")
for name, (i, unit, free) in table.items():
    kept[name] = unit[i, every] != 0
    k = kept[name]
    print(f"{name:26s} {excess(unit[i, every], free[i, every]).mean():12.2f} {k.sum(axis=1).mean():9.1f}"
          f" {k[:, [0, 3, 4]].sum(axis=1).mean():11.2f} {k[:, 1:3].sum(axis=1).mean():10.2f} {k[:, 5:].sum(axis=1).mean():12.2f}")
for name in ("lasso, minimum", "lasso, one standard error"):
    k = kept[name]
    exact = (k == (TRUTH != 0)).all(axis=1).mean()
    print(f"{name}: {k.sum(axis=1).min()} to {k.sum(axis=1).max()} features; different lists {len(np.unique(k, axis=0))};"
          f" exactly a, b, c {exact:.0%}; a copy without a {(k[:, 1:3].any(axis=1) & ~k[:, 0]).mean():.0%}; c kept {k[:, 4].mean():.0%}")

# %% [markdown]
# - **The minimum predicts best, and its list is the longest.** Excess error 1.10, below the 1.59 of ridge, and 3.7 of the 15 noise features on board. Prediction does not mind a noise feature with a small coefficient; a reader of the list does.
# - **No two colleagues agree.** Among 100 samples the minimum gives 99 different lists, of 2 to 16 features. Exactly `a`, `b`, `c`: once.
# - **One standard error cleans the list, and pays.** Noise falls from 3.7 features to 0.5, but excess error goes from 1.10 to 2.09, so total error from 10.1 to 11.1, and the weak effect `c` is kept in 42 % of the samples instead of 77 %. For ridge the rule buys nothing at all: no feature leaves, and the excess error goes from 1.59 to 2.92.
# - **The copy replaces the original.** In 10 % of the samples a copy is on the list and `a` is not. Whoever stops collecting `a` then has lost the cause and kept its shadow.
#
# ## Can resampling show it?
#
# On real data you have the first sample only.
# The usual proposal is *stability selection*: draw many random halves of the rows, run the lasso on each at one strength, and count how often each feature is kept ([Meinshausen and Bühlmann 2010][meinshausen2010]).
# Here are the counts over 200 halves of the first sample, next to the truth: the counts over the 100 samples, all at the strength that its validation curve chose.

# %%
# alt: Bars of how often each feature is kept, over fresh samples and over halves of the first sample. Both are near one for b and high for a. For fresh samples all noise features are close to a quarter or a third; for halves they range from almost never to two thirds, and the near copy a2 is kept more often than among fresh samples.
strength = LASSO[best[0]]
halves = np.array([rng.permutation(ROWS)[: ROWS // 2] for _ in range(200)])
in_halves = (path(X[0][halves], y[0][halves], [strength])[0][0] != 0).mean(axis=0)
in_fresh = (lasso[best[0]] != 0).mean(axis=0)
fig, ax = plt.subplots(figsize=(5.6, 3.2))
place = np.arange(P)
ax.bar(place - 0.2, in_fresh, 0.4, color="C0")
ax.bar(place + 0.2, in_halves, 0.4, color="C1")
ax.text(19.4, 1.0, "100 fresh samples", color="C0", ha="right")
ax.text(19.4, 0.92, "200 halves of the first", color="C1", ha="right")
ax.set_xticks(place, NAMES, rotation=60)
ax.set_ylabel("share of runs that keep it")
plt.show()
print("          " + "".join(f"{n:>6s}" for n in NAMES[:5]) + "   noise features")
for title, f in (("fresh", in_fresh), ("halves", in_halves)):
    print(f"{title:10s}" + "".join(f"{v:6.2f}" for v in f[:5]) + f"   {f[5:].min():.2f} to {f[5:].max():.2f}")
print("noise features kept by more than 0.6 of the halves:", *(NAMES[j] for j in range(5, P) if in_halves[j] > 0.6))

# %% [markdown]
# For `a`, `b` and the noise features the fresh samples tell the truth about the method: at this strength it keeps each noise feature in 15 to 32 % of the samples.
# The halves tell something else.
# They keep `n4`, `n8`, `n12` and `n15` most often of all noise features, `n8` in 0.81 of the halves; these are just the four that the list of the whole sample already held.
# And they prefer `a2` (0.83) to `a` (0.64).
# A half of a sample inherits the luck of the sample: resampling shows how the method wavers *around this sample*, not how far the sample lies from the population.
#
# Is that the bad luck of sample one? Give each of the first 30 samples 100 halves, at its own strength.

# %%
listed, absent, rival = [], [], 0
for s in range(30):
    halves = np.array([rng.permutation(ROWS)[: ROWS // 2] for _ in range(100)])
    frequency = (path(X[s][halves], y[s][halves], [LASSO[best[s]]])[0][0] != 0).mean(axis=0)
    on_list = lasso[best[s], s] != 0
    listed.extend(frequency[5:][on_list[5:]])
    absent.extend(frequency[5:][~on_list[5:]])
    rival += frequency[1:3].max() > frequency[0]
print(f"noise features on the sample's list: kept by {np.mean(listed):.2f} of its halves; off the list: {np.mean(absent):.2f}")
print(f"a noise feature on the list is kept by 0.8 of the halves or more in {np.mean(np.array(listed) >= 0.8):.0%}")
print(f"a copy is kept more often than a in {rival} of 30 samples")

# %% [markdown]
# A noise feature that made the list is kept by 0.72 of the halves, one that did not by 0.31, though both are the same noise.
# So a high count is weaker evidence than it looks: 37 % of the listed noise features pass a cut of 0.8.
# This is one strength, the one tuned for prediction.
# The method of Meinshausen and Bühlmann bounds the number of false features by keeping *few* features in each half, hence at stronger penalties, and its bound assumes that noise features are exchangeable.
#
# ## What to say about it in an interview
#
# "I simulated it: three real effects, two near copies, fifteen noise features, 100 rows.
# At the validation minimum the lasso predicted best, and 100 samples gave 99 different lists with 3.7 noise features on average.
# The one-standard-error rule cut those to 0.5, but nearly doubled the excess error and lost the weak effect in more than half of the samples.
# So I say first what the list is for: for prediction I take the minimum and do not sell the list; for a list I take a stronger penalty, show selection frequencies, and confirm on fresh rows.
# Frequencies from resampling one sample find what wavers; they do not find what this sample got wrong."
#
# If they ask why correlation matters: the lasso may swap a feature for its copy at almost no loss, so among copies I decide by meaning or cost, or use ridge or the elastic net to keep them all.
# The rule and its reason are in [Hastie et al. 2009][hastie2009], section 7.10; that the strength that predicts best keeps too much is discussed in [Zou 2006][zou2006].

# %% [markdown]
# ## Change this and predict what happens
#
# **1. No copies.** In the first code cell set `RHO = 0.0` (the line reads `ROWS, RHO, SETS = 100, 0.0, 100`): `a1` and `a2` become noise like the rest.
# Does the list become stable?
#
# <details><summary>What happens</summary>
#
# Hardly. No copy replaces `a` any more, but the minimum still gives 95 different lists with 3.6 of the 15 noise features, and exactly `a`, `b`, `c` three times in 100.
# Correlation explains the swaps; the rest of the instability is noise features entering at a strength tuned for prediction.
#
# </details>
#
# **2. Four times the rows.** Set `ROWS = 400`. Which list improves, that of the minimum or that of one standard error?
#
# <details><summary>What happens</summary>
#
# Only the second. At the minimum all three effects are always there, and the noise features too: 4.0 of 15, 95 different lists. Cross-validation lowers the strength as the rows grow, and noise still gets in.
# The one-standard-error list is exactly `a`, `b`, `c` in 51 % of the samples and keeps `c` in 94 %; its excess error is 0.75 against 0.25 at the minimum.
#
# </details>
#
# **3. Elastic net.** Set `SHARE = 0.5`: half of the penalty is L2. What happens to `a1` and `a2`, to the noise features, and to the error? (The rows called lasso are now the elastic net.)
#
# <details><summary>What happens</summary>
#
# Of `a1` and `a2` 1.59 are kept instead of 0.71: the group enters together. That is what the elastic net promises, and here it is wrong, since only `a` has an effect.
# The list at the minimum grows from 7.1 to 10.9 features, with 6.5 of the noise features, and excess error from 1.10 to 1.24.
# If all three had an effect, keeping them together would be right; the correlations alone do not say which world you are in.
#
# </details>
