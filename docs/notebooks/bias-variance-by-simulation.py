# ---
# weight: 20
# description: Redraw one small data set a hundred times and measure bias and variance of lines, trees, bagging, boosting and neighbors.
# needs: [concepts/bias-variance]
# ---

# %% [markdown]
# # Bias and variance by simulation
#
# **The question.** A stump, a fully grown tree, twenty-five bagged trees and a hundred boosted stumps all learn from the same 80 noisy points.
# Where does the error of each come from, and does bagging really attack variance while boosting attacks bias?
#
# **The experiment.** On real data you have one training set and cannot tell.
# Here you own the world: you draw 100 training sets from it, refit every learner on each, and look at the 100 predictions at one input.
# Their average minus the truth is the bias; their spread is the variance.
# The chapter [Bias and variance](../concepts/bias-variance.md) derives why the squared error is their sum plus noise:
#
# $`\E[(y - \hat f)^2] = \sigma^2 + (\bar f - f)^2 + \Var(\hat f)`$,
#
# with $`y`$ a new label, $`f`$ its true mean, $`\sigma^2`$ the noise variance, $`\hat f`$ the prediction and $`\bar f`$ its average over training sets, all at one input.

# %% [markdown]
# ## The world
#
# One input between −1 and 1, the truth $`f(x) = e^x \sin 5x`$, and Gaussian noise of variance 1, which is loud.
# The function `terms` is the whole method.
# The average of 100 predictions still wobbles a little, which inflates bias² by variance/100; that amount is subtracted.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

ROWS, SETS, SIGMA = 80, 100, 1.0
DEPTH = None  # depth of a bagged tree; None grows it fully
rng = np.random.default_rng(0)


def truth(x):
    return np.exp(x) * np.sin(5 * x)


grid = np.linspace(-0.95, 0.95, 60)  # the inputs at which everyone is judged
inputs = rng.uniform(-1, 1, size=(SETS, ROWS))
labels = truth(inputs) + SIGMA * rng.normal(size=(SETS, ROWS))
fresh = truth(grid) + SIGMA * rng.normal(size=(SETS, 400, grid.size))  # new labels


def terms(predictions):
    """bias² and variance, averaged over the grid, from predictions of shape (SETS, grid)."""
    variance = predictions.var(axis=0, ddof=1)
    bias2 = (predictions.mean(axis=0) - truth(grid)) ** 2 - variance / len(predictions)
    return bias2.mean(), variance.mean()


def everywhere(model):
    """The model's predictions on the grid after each training set, shape (SETS, grid)."""
    return np.array([model.fit(x[:, None], y).predict(grid[:, None]) for x, y in zip(inputs, labels)])


print(f"{SETS} training sets of {ROWS} rows, noise variance {SIGMA**2:.2f}")

# %% [markdown]
# ## Train everyone
#
# Bagging is written out: each member is fitted to a bootstrap sample, rows drawn with replacement.
# Every member's predictions are kept, because a later section needs them.

# %%
MEMBERS = 25


def members(model):
    """Predictions of bootstrap members, shape (SETS, MEMBERS, grid)."""
    out = np.zeros((SETS, MEMBERS, grid.size))
    for s in range(SETS):
        for m in range(MEMBERS):
            some = rng.integers(0, ROWS, size=ROWS)
            out[s, m] = model.fit(inputs[s][some, None], labels[s][some]).predict(grid[:, None])
    return out


bagged_trees = members(DecisionTreeRegressor(max_depth=DEPTH, random_state=0))
bagged_lines = members(LinearRegression())

ROUNDS = 100
boosting = GradientBoostingRegressor(n_estimators=ROUNDS, max_depth=1, learning_rate=0.3, random_state=0)
boosted = np.zeros((ROUNDS, SETS, grid.size))
for s in range(SETS):
    boosting.fit(inputs[s][:, None], labels[s])
    for r, prediction in enumerate(boosting.staged_predict(grid[:, None])):
        boosted[r, s] = prediction

predictions = {
    "line": everywhere(LinearRegression()),
    "25 bagged lines": bagged_lines.mean(axis=1),
    "40 neighbors": everywhere(KNeighborsRegressor(40)),
    "9 neighbors": everywhere(KNeighborsRegressor(9)),
    "1 neighbor": everywhere(KNeighborsRegressor(1)),
    "stump": everywhere(DecisionTreeRegressor(max_depth=1, random_state=0)),
    "20 boosted stumps": boosted[19],
    "100 boosted stumps": boosted[99],
    "full tree": everywhere(DecisionTreeRegressor(random_state=0)),
    "25 bagged trees": bagged_trees.mean(axis=1),
}
print("learner                bias²  variance  sum + noise  error on new labels")
for name, values in predictions.items():
    bias2, variance = terms(values)
    error = np.mean((fresh - values[:, None, :]) ** 2)
    bias2 = max(bias2, 0.0)  # the corrected estimate of a bias² near zero can fall below it
    print(f"{name:21s} {bias2:6.2f} {variance:9.2f} {SIGMA**2 + bias2 + variance:12.2f} {error:20.2f}")

# %%
# alt: Three panels with the true curve in gray and eight fits each. The stumps agree with each other and miss the curve; the full trees jump wildly around it; the bagged trees follow it with less jumping.
fig, axes = plt.subplots(1, 3, sharey=True, figsize=(5.6, 2.8))
for ax, name, color in zip(axes, ("stump", "full tree", "25 bagged trees"), ("C0", "C1", "C2")):
    ax.plot(grid, predictions[name][:8].T, color=color, linewidth=0.7, alpha=0.6)
    ax.plot(grid, truth(grid), color="gray", linewidth=2.5)
    ax.set_title(name)
    ax.set_xlabel("input x")
axes[0].set_ylabel("prediction")
plt.show()

# %%
# alt: Horizontal bars of bias squared and variance for ten learners. The line, 40 neighbors and the stump are mostly bias; the full tree and 1 neighbor are all variance; 9 neighbors and boosted stumps have the smallest sums.
names = list(predictions)[::-1]
bias2, variance = np.array([terms(predictions[name]) for name in names]).T
fig, ax = plt.subplots(figsize=(5.6, 3.6))
ax.barh(names, bias2, color="C0", label="bias²")
ax.barh(names, variance, left=bias2, color="C1", label="variance")
ax.legend(loc="center right", bbox_to_anchor=(1, 0.38))
ax.set_xlabel("expected squared error without noise")
plt.show()

# %% [markdown]
# ## What the bars say, and why bagging stops
#
# - The three terms add up to the error on new labels in every row, to within 0.01 of simulation error, and those labels were never used to compute them.
# - The line and 40 neighbors are steady and wrong: bias² 0.89 and 0.80, variance 0.05. The full tree is right on average, and its variance is 0.99: it repeats the nearest label, noise included. In one dimension it *is* the 1-nearest-neighbor rule, because it splits midway between neighboring inputs.
# - Bagging the tree halves the variance, 0.99 to 0.49, and leaves bias² at 0.00. Bagging the line changes nothing: 0.89 and 0.05 before and after, because the average of lines over bootstrap samples is nearly the line of the whole sample.
# - Twenty boosted stumps have less of *both* terms than one stump: 0.10 and 0.10 against 0.38 and 0.13. There is no law that one term must rise when the other falls.
#
# Would a thousand trees do better than twenty-five?
# All members see the same 80 rows, so they are correlated. With variance $`v`$ of one member and correlation $`\rho`$ of two, the average of $`m`$ has variance $`\rho v + (1 - \rho)v/m`$.
# The next cell estimates $`v`$ and $`\rho`$ from neighboring pairs of trees and predicts the rest.

# %%
first = bagged_trees - bagged_trees.mean(axis=0)  # deviations from each member's average
v = np.sum(first**2) / (SETS - 1) / (MEMBERS * grid.size)
pairs = np.sum(first[:, :-1] * first[:, 1:]) / (SETS - 1) / ((MEMBERS - 1) * grid.size)
rho = pairs / v
print(f"one bootstrap tree: variance {v:.2f}, correlation of two {rho:.2f}")
print(f"floor for infinitely many: {rho * v:.2f}")
counts = np.array([1, 2, 3, 5, 10, 25])
measured = [terms(bagged_trees[:, :m].mean(axis=1))[1] for m in counts]
for m, value in zip(counts, measured):
    print(f"{m:2d} trees: measured {value:.2f}, formula {rho * v + (1 - rho) * v / m:.2f}")

# %%
# alt: Measured variance of the bagged trees falls with their number along the curve of the formula and flattens at a floor.
fig, ax = plt.subplots()
many = np.arange(1, 26)
ax.plot(many, rho * v + (1 - rho) * v / many, color="C1")
ax.plot(counts, measured, "o", color="C2")
ax.axhline(rho * v, color="gray", linestyle="--", linewidth=1)
ax.text(14, rho * v + 0.2 * (v - rho * v), "dots measured, line by formula", color="C1", ha="center")
ax.text(25, rho * v - 0.08 * v, "floor: correlation × variance", color="gray", ha="right")
ax.set(xlabel="bagged trees", ylabel="variance", ylim=(0, 1.1 * v))
plt.show()

# %%
# alt: Against the number of boosting rounds bias squared falls steeply, variance climbs slowly, and their sum is lowest before the last round.
rounds = np.arange(1, ROUNDS + 1)
bias2, variance = np.array([terms(values) for values in boosted]).T
best = int(np.argmin(bias2 + variance)) + 1
print(f"smallest sum at round {best}: {bias2[best - 1]:.2f} + {variance[best - 1]:.2f}")
print(f"after {ROUNDS} rounds: {bias2[-1]:.2f} + {variance[-1]:.2f}")
fig, ax = plt.subplots()
for values, name, at, color in ((bias2, "bias²", (38, 0.045), "C0"), (variance, "variance", (62, 0.12), "C1"),
                                (bias2 + variance, "sum", (62, 0.19), "C2")):
    ax.plot(rounds, values, color=color)
    ax.text(*at, name, color=color)
ax.set(xlabel="boosting rounds", ylabel="expected squared error without noise")
plt.show()

# %% [markdown]
# ## What to say about it in an interview
#
# "I simulated it: 100 training sets of 80 rows, the same learners on each.
# A fully grown tree had almost no bias and a variance as large as the noise.
# Bagging 25 of them halved the variance and did not touch the bias. It stopped there, because two bootstrap trees had a correlation of 0.47: the floor was 0.47, and 25 trees reached 0.49.
# Boosting went the other way. Bias² fell with every stump while variance climbed slowly, from 0.13 at the best round, 47, to 0.18 after 100, so I stop it by validation error.
# And more members, more rounds and more rows are three different medicines."
#
# If they ask how you would do it on real data: you cannot separate bias from noise there without repeated labels, but the spread over disjoint parts of the data shows the variance at the size of a part.
# The formula for the average is in [Hastie et al. 2009][hastie2009], section 15.2; that bagging helps unstable learners is the point of [Breiman 1996][breiman1996].

# %% [markdown]
# ## Change this and predict what happens
#
# **1. Quiet noise.** In the first code cell set `SIGMA = 0.1`. Which learners gain most, and does the single full tree still lose to 9 neighbors?
#
# <details><summary>What happens</summary>
#
# Noise falls from 1.00 to 0.01, and the variance of the full tree from 0.99 to 0.02: nearly all of it was copied noise. Its total is now 0.03 against 0.04 for 9 neighbors, and 25 bagged trees reach 0.02. The line still pays bias² 0.89. With little noise the flexible learner wins.
#
# </details>
#
# **2. Four times the rows.** Set `ROWS = 320`. What happens to the variance of the line, of 40 neighbors, and of the full tree?
#
# <details><summary>What happens</summary>
#
# The line: variance 0.05 to 0.01, bias² still 0.89. Forty neighbors: variance 0.05 to 0.03, and bias² collapses from 0.80 to 0.01, because 40 neighbors now sit about four times as close. The full tree: 0.99 to 0.98. Every leaf still holds one label, so more rows do not lower its variance, and bagging it still leaves 0.48.
#
# </details>
#
# **3. Bag the wrong thing.** Set `DEPTH = 1`, so that the 25 bagged trees are stumps. Does bagging now beat 20 boosted stumps?
#
# <details><summary>What happens</summary>
#
# No. The bagged stumps have variance 0.08, less than the 0.13 of one stump, but bias² 0.37 against 0.38: bagging averages members and keeps their bias. Twenty boosted stumps have bias² 0.10 and variance 0.10. Bagging wants members with low bias; boosting is content with members that have a lot of it.
#
# </details>
