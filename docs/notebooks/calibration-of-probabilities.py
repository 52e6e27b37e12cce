# ---
# weight: 150
# description: Know the true probability of every row, then see what reliability diagrams, ECE, Platt scaling and isotonic regression make of it.
# needs: [algorithms/logistic-regression]
# ---

# %% [markdown]
# # Can you trust a calibrated probability?
#
# A model says 0.8. Of all rows to which it says 0.8, are 80 % positive?
# You draw a reliability diagram, compute one number, fit a calibrator on some held-out rows, and report that it is repaired.
#
# **The question.** How far can the diagram and the number be trusted, how many held-out rows does each calibrator need, and what does calibration leave as it was?
#
# **The experiment.** Skip the training and make a world in which every row has a known probability $`p`$, and two models that report a distorted one.
# Then every estimate has a truth beside it.
# The chapter [Logistic regression](../algorithms/logistic-regression.md#logistic-regression-calibration) says where distortion comes from.

# %% [markdown]
# ## The world and two models
#
# The log-odds of $`p`$ are normal with mean −1 and standard deviation 1.5; the label is 1 with probability $`p`$.
#
# - Model **A** counts its evidence more than once, as naive Bayes does with correlated features: its log-odds are 2.5 times the true ones.
# - Model **B** reports $`p^3`$, far too little for small $`p`$ and about right near 1. It stands for a distortion that no logistic curve undoes.
#
# Both order the rows exactly as $`p`$ does, so each value of the score belongs to one true probability.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.special import expit, logit
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_auc_score

SLOPE, POWER = 2.5, 3.0  # the distortions of A and of B
MODELS = {"A": lambda p: expit(SLOPE * logit(p)), "B": lambda p: p**POWER}
rng = np.random.default_rng(0)


def draw(size):
    p = expit(rng.normal(-1.0, 1.5, size))
    return p, (rng.random(size) < p).astype(float)


def log_loss(q, p):
    """Expected log loss of predictions q where p is true; q is kept a hair away from 0 and 1."""
    q = np.clip(q, 1e-300, 1 - 1e-16)
    return -(p * np.log(q) + (1 - p) * np.log1p(-q)).mean(axis=-1)


many, labels = draw(100_000)
print(f"base rate {many.mean():.3f}; log loss of the truth itself {log_loss(many, many):.3f}, of the base rate {log_loss(many.mean(), many):.3f}")
for name, model in MODELS.items():
    s = model(many)
    print(f"{name}: mean score {s.mean():.3f}, log loss {log_loss(s, many):.3f}, mean distance from the truth {np.abs(s - many).mean():.3f}, AUC {roc_auc_score(labels, s):.3f}")

# %% [markdown]
# ## The reliability diagram
#
# Sort the rows by score, cut them into bins with equally many rows, and plot the share of positives against the mean score.
# 500 rows and 10 bins, so 50 rows a point. A third model is perfect and reports $`p`$ itself.

# %%
# alt: Three reliability diagrams with ten points each, the true curve in gray and the diagonal dotted. A follows a flat S across the diagonal; B lies far above the diagonal for low scores; the points of the perfect model scatter around the diagonal, some of them clearly off it.
def bins(s, y, count):
    """Mean score and share of positives per bin of equal size, each (..., count)."""
    order = np.argsort(s, axis=-1)
    s, y = np.take_along_axis(s, order, axis=-1), np.take_along_axis(y, order, axis=-1)
    edges = np.linspace(0, s.shape[-1], count + 1).astype(np.int64)
    sums = [np.diff(np.concatenate([np.zeros((*v.shape[:-1], 1)), v.cumsum(axis=-1)], axis=-1)[..., edges]) for v in (s, y)]
    return sums[0] / np.diff(edges), sums[1] / np.diff(edges), np.diff(edges) / s.shape[-1]


p, y = draw(500)
line = np.linspace(0.001, 0.999, 200)
fig, axes = plt.subplots(1, 3, sharey=True, figsize=(5.6, 2.6))
for ax, (name, model) in zip(axes, {**MODELS, "perfect": lambda p: p}.items()):
    ax.plot([0, 1], [0, 1], color="gray", linestyle=":", linewidth=1)
    ax.plot(model(line), line, color="gray", linewidth=2.5, alpha=0.6)
    said, seen, _ = bins(model(p), y, 10)
    ax.errorbar(said, seen, yerr=1.96 * np.sqrt(seen * (1 - seen) / 50), fmt="o", color="C0", markersize=4, linewidth=1)
    ax.set(title=name, xlabel="mean score")
    off = np.abs(seen - said)
    print(f"{name:8s} distance of the ten points from the diagonal: mean {off.mean():.3f}, largest {off.max():.3f}")
axes[0].set_ylabel("share of positives")
plt.show()

# %% [markdown]
# The diagram finds the shape: A too bold on both sides, B far too low.
# But the perfect model has points off the diagonal as well, by 0.033 on average and 0.067 at worst, and nothing is wrong with it; that is what 50 rows a point look like.
# Draw the bars, or you will explain noise.
#
# ## The number
#
# The *expected calibration error* (ECE) is the mean distance of the points from the diagonal, weighted by the rows in the bin ([Naeini et al. 2015][naeini2015] made it popular).
# Its truth is $`\E\abs{s-p}`$: 0 for the perfect model.

# %%
# alt: Two panels of ECE against the number of bins on a log axis, for 200, 1,000 and 10,000 rows. Left, the perfect model: the curves rise with the bins from near zero, the one of 200 rows to above 0.2; the truth is zero. Right, model A: with many rows the curve stays near the dashed truth, with few rows it rises above it.
counts = np.array([2, 5, 10, 20, 50, 100])
sizes = {200: "C1", 1_000: "C0", 10_000: "C2"}
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.1))
for ax, (name, model) in zip(axes, {"perfect": lambda p: p, "A": MODELS["A"]}.items()):
    true = np.abs(model(many) - many).mean()
    ax.axhline(true, color="gray", linestyle="--")
    print(f"{name}: truth {true:.3f};   bins " + "".join(f"{c:7d}" for c in counts))
    for rows, color in sizes.items():
        p, y = draw((200_000 // rows, rows))
        ece = []
        for count in counts:
            said, seen, share = bins(model(p), y, count)
            ece.append((np.abs(seen - said) * share).sum(axis=-1).mean())
        ax.plot(counts, ece, "o-", color=color, markersize=4, label=f"{rows:,} rows")
        print(f"        {rows:6d} rows       " + "".join(f"{e:7.3f}" for e in ece))
    ax.set(xscale="log", title=name, xlabel="bins")
    ax.set_xticks(counts, counts)
    ax.minorticks_off()
axes[0].set_ylabel("mean ECE")
axes[0].legend(loc="upper left")
plt.show()

# %% [markdown]
# Two biases, in opposite directions ([Kumar et al. 2019][kumar2019] treat both).
#
# - **Too few rows in a bin push it up.** An absolute value cannot average out. The perfect model has an ECE of 0.069 with 200 rows and 10 bins, 0.223 with 100 bins; even 10,000 rows leave 0.008. Never read an ECE without what a perfect model would have on the same rows.
# - **Too few bins push it down.** Within a bin, too low and too high cancel. A has 0.121 in truth and 0.057 with two bins and 10,000 rows.
#
# With 200 rows and two bins A gets 0.074; with 200 rows and ten bins the perfect model gets 0.069. Two papers with two settings could report "the same calibration".
#
# ## Two calibrators and their appetite
#
# *Platt scaling*: a logistic regression with one feature, here the model's log-odds, and Platt's softened targets $`(n_1+1)/(n_1+2)`$ and $`1/(n_0+2)`$, with $`n_1`$ positives and $`n_0`$ negatives. Two parameters.
# *Isotonic regression*: the best nondecreasing step function. As many parameters as it likes.
#
# Each is fitted on a calibration set of 20 to 10,000 rows, up to 100 times, and judged on 5,000 new rows with known $`p`$: log loss beyond that of the truth.
# Isotonic regression says 0 and 1 where its outer steps hold one class only; if that meets the other class, log loss is infinite. So its values are clipped to at least $`1/(2n)`$ from both ends, and the unclipped failures are counted.

# %%
SETS = 100
fresh = np.sort(draw(5_000)[0])


def platt(s, y):
    """Slope and intercept in the log-odds, per set, by Newton steps."""
    n1 = y.sum(axis=1, keepdims=True)
    target = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (y.shape[1] - n1 + 2))
    X = np.stack([s, np.ones_like(s)], axis=-1)
    w = np.zeros((len(s), 2))
    for _ in range(40):  # far fewer are needed
        q = expit((X @ w[..., None])[..., 0])
        slope = ((target - q)[:, None] @ X)[:, 0]
        curve = X.swapaxes(1, 2) @ (X * (q * (1 - q))[..., None]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, slope[..., None])[..., 0]
        w = w + step / np.maximum(1, np.abs(step).max(axis=1, keepdims=True))
        if np.abs(step).max() < 1e-6:
            break
    return w


def compare(model, rows):
    """Excess log loss of the raw score, Platt and isotonic, per set, and whether isotonic would be infinite."""
    p, y = draw((min(SETS, 200_000 // rows), rows))
    y[:, :2] = [0, 1]  # at least one row of each class
    w = platt(logit(model(p)), y)
    z = logit(model(fresh))
    best = log_loss(fresh, fresh)
    by_platt = log_loss(expit(w[:, :1] * z + w[:, 1:]), fresh) - best
    step = IsotonicRegression(out_of_bounds="clip")
    out = np.array([step.fit(model(a), b).predict(model(fresh)) for a, b in zip(p, y)])
    by_step = log_loss(np.clip(out, 0.5 / rows, 1 - 0.5 / rows), fresh) - best
    return by_platt, by_step, ((out == 0) | (out == 1)).any(axis=1)


cal = np.array([20, 50, 100, 200, 500, 2_000, 10_000])
result = {name: [compare(model, n) for n in cal] for name, model in MODELS.items()}
print("excess log loss            " + "".join(f"{n:8d}" for n in cal))
for name, model in MODELS.items():
    raw = log_loss(model(fresh), fresh) - log_loss(fresh, fresh)
    print(f"{name}: as it is {raw:.3f}; Platt    " + "".join(f"{a.mean():8.3f}" for a, _, _ in result[name]))
    print("                   isotonic " + "".join(f"{b.mean():8.3f}" for _, b, _ in result[name]))
    print("   says 0 or 1 on new rows  " + "".join(f"{c.mean():8.2f}" for _, _, c in result[name]))
    print("   worse than as it is: Platt", *(f"{np.mean(a > raw):.2f}" for a, _, _ in result[name]),
          " isotonic", *(f"{np.mean(b > raw):.2f}" for _, b, _ in result[name]))

# %%
# alt: Two panels, excess log loss against calibration rows on log axes. A: Platt falls steeply and is below isotonic everywhere, by more and more. B: Platt is lower at first and then flattens near 0.003; isotonic keeps falling and passes it only at the last point, 10,000 rows. A dotted line shows the uncalibrated model, above all other points.
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.1))
for ax, (name, model) in zip(axes, MODELS.items()):
    ax.plot(cal, [a.mean() for a, _, _ in result[name]], "o-", color="C0", markersize=4, label="Platt")
    ax.plot(cal, [b.mean() for _, b, _ in result[name]], "o-", color="C1", markersize=4, label="isotonic")
    ax.axhline(log_loss(model(fresh), fresh) - log_loss(fresh, fresh), color="gray", linestyle=":", label="as it is")
    ax.set(xscale="log", yscale="log", title=name, xlabel="calibration rows")
axes[0].set_ylabel("log loss beyond the truth's")
axes[0].legend(loc="lower left")
plt.show()

# %% [markdown]
# - **Platt needs little**: with 50 rows A goes from 0.147 beyond the truth to 0.020, with 200 to 0.005. For A its form is exactly right, for B it is wrong, and the floor that this leaves, 0.003, shows only from 2,000 rows on.
# - **Isotonic regression needs a lot**: 0.037 with 200 rows for both, about what Platt has with 20 to 50. It overtakes Platt only for B, between 2,000 and 10,000 rows. "Isotonic is more flexible" is an argument for big calibration sets, not for strange shapes.
# - **Small sets can hurt**: with 20 rows Platt made A worse in 9 % of the sets, isotonic in 25 %.
# - **Zeros and ones**: nearly every isotonic fit says 0 or 1 somewhere. Clip, or log loss will be infinite one day.
#
# ## What calibration leaves alone
#
# Calibrate A once with 200 rows, and look at the order of the rows before and after.

# %%
p, y = draw(200)
new_p, new_y = draw(20_000)
s, new_s = MODELS["A"](p), MODELS["A"](new_p)
((a, b),) = platt(logit(s)[None], y[None])
step = IsotonicRegression(out_of_bounds="clip").fit(s, y)
outputs = {"as it is": new_s, "Platt": expit(a * logit(new_s) + b), "isotonic": np.clip(step.predict(new_s), 0.0025, 0.9975), "truth": new_p}
print("            log loss   mean score    AUC   distinct values   flagged at 0.2")
for name, q in outputs.items():
    print(f"{name:10s} {log_loss(q, new_p):9.3f} {q.mean():12.3f} {roc_auc_score(new_y, q):6.3f} {len(np.unique(q)):17d} {np.mean(q >= 0.2):16.1%}")
print(f"Platt: slope {a:.2f}, intercept {b:.2f}")

# %% [markdown]
# Platt scaling is increasing (its slope, 0.49, is positive), so not one pair of rows changes its order and the AUC is the same to the last digit.
# Log loss fell from 0.629 to 0.489 all the same, near the 0.484 of the truth: the model knew the order and not the level.
# Isotonic regression never reverses a pair either, but ties many: 756 values are left of 20,000, and the AUC falls from 0.812 to 0.807.
#
# And a *threshold* moves: at 0.2 the raw model flags 38.4 % of the rows, after Platt 57.1 %, with the truth 60.2 %.
# So calibration matters exactly where a number is compared with a cost, added up, or multiplied, and not at all for the best thousand rows.
#
# ## What to say about it in an interview
#
# "I made a world with known probabilities.
# A reliability diagram with 50 rows a point showed a perfect model off the diagonal by 0.033; its ECE with ten bins and 200 rows was 0.069, from noise alone. So I report bars, and log loss or Brier score beside ECE, with the bins named.
# For repair I start with Platt scaling: two parameters, good from about 50 to 200 rows even where its form was wrong.
# Isotonic regression needed thousands to win, and then only where the distortion was no logistic curve; I clip it and expect ties.
# Neither improves the ranking, so if AUC is poor, calibration is not the cure; if a threshold comes from costs, it is required."
#
# If they ask on which rows: on held-out rows with the class mix of production, never on those the model was fitted to; and the calibrated model is then judged on a third set.
# [Niculescu-Mizil and Caruana 2005][niculescu2005] compare both methods on ten learners as the calibration set grows; for neural networks [Guo et al. 2017][guo2017] found that one parameter, a temperature, was enough.

# %% [markdown]
# ## Change this and predict what happens
#
# **1. Nothing to repair.** Set `SLOPE, POWER = 1.0, 3.0`: model A now reports the truth. What does calibrating it on 20, 200 and 2,000 rows do?
#
# <details><summary>What happens</summary>
#
# It makes it worse every time, in 100 % of the sets: Platt by 0.055, 0.005 and 0.000 to three decimals, isotonic by 0.114, 0.037 and 0.008. That is the price of estimating what was right already.
# With few rows, compare the calibrated and the raw model on other held-out rows before you ship the calibrated one.
#
# </details>
#
# **2. A rare class.** In `draw`, replace `-1.0` by `-4.0`; the base rate falls from 33 % to 4 %. What happens to the ECE of A, and to its log loss compared with that of the base rate?
#
# <details><summary>What happens</summary>
#
# The true distance of A falls from 0.121 to 0.036, because nearly all probabilities are small and so are their errors. It looks almost calibrated.
# Its log loss is 0.245, far above the 0.180 of a constant base rate: its mean score is 0.008 where 0.044 are positive. So an ECE of 0.036 says little on a rare class: it sees differences, log loss sees ratios.
# Platt on 200 rows, with few positives, brings A from 0.101 beyond the truth to 0.006 on average.
#
# </details>
