# ---
# weight: 140
# description: Draw boosting's error round by round against a known truth, for learning rates, early stopping, depths, subsamples and flipped labels.
# needs: [algorithms/gradient-boosting]
# ---

# %% [markdown]
# # Reading boosting round by round
#
# A boosted model has four knobs that everyone turns: rounds, learning rate, depth, subsample.
# A table of tuned scores says which setting won, and not why.
#
# **The question.** Which knobs are really one knob, which of them changes what the model can represent, and what do wrong labels do to the curve?
#
# **The experiment.** Take the rows of the chapter [Gradient boosting](../algorithms/gradient-boosting.md), whose true function is known, and draw the error after every round.
# The error shown is the squared distance to the *true function* on new rows: zero is perfect, and no noise of a test set blurs the curve.

# %% [markdown]
# ## The world
#
# Five features, uniform on −2 to 2; the mean of the target is $`f(\vect{x})=\sin 2x_1+\tfrac12x_2x_3`$, one curve and one interaction, and two features do nothing.
# The noise has standard deviation 0.7. There are 300 training rows, and every curve is an average over two training sets.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

ROWS, SETS, NOISE = 300, 2, 0.7
rng = np.random.default_rng(0)


def truth(X):
    return np.sin(2 * X[:, 0]) + X[:, 1] * X[:, 2] / 2


def draw(rows):
    X = rng.uniform(-2, 2, size=(rows, 5))
    return X, truth(X) + NOISE * rng.normal(size=rows)


training = [draw(ROWS) for _ in range(SETS)]
new = rng.uniform(-2, 2, size=(400, 5))


def curve(rounds, **knobs):
    """Squared distance to the truth after each round, averaged over the training sets."""
    knobs = {"learning_rate": 0.1, "max_depth": 3, "random_state": 0, **knobs}
    out = np.zeros((SETS, rounds))
    for s, (X, y) in enumerate(training):
        model = GradientBoostingRegressor(n_estimators=rounds, **knobs).fit(X, y)
        out[s] = [np.mean((F - truth(new)) ** 2) for F in model.staged_predict(new)]
    return out.mean(axis=0)


print(f"variance of the true function {truth(new).var():.2f}, of the noise {NOISE**2:.2f}")

# %% [markdown]
# ## Rounds and rate are one knob, nearly
#
# Four learning rates, and on the horizontal axis not rounds but rounds times rate: the distance traveled.

# %%
# alt: Error against rounds times rate on a log axis for four rates. The curves of 0.3, 0.1 and 0.05 lie nearly on top of each other, reach about the same minimum a little beyond ten and turn up slowly. The curve of rate 1 leaves them at two, at a much higher minimum, and climbs.
rates = {1.0: (40, "C1"), 0.3: (100, "C4"), 0.1: (250, "C0"), 0.05: (400, "C2")}
by_rate = {rate: curve(rounds, learning_rate=rate) for rate, (rounds, _) in rates.items()}
fig, ax = plt.subplots()
for rate, (rounds, color) in rates.items():
    ax.plot(rate * np.arange(1, rounds + 1), by_rate[rate], color=color, label=f"rate {rate}")
    best = by_rate[rate].argmin()
    good = np.flatnonzero(by_rate[rate] < 1.1 * by_rate[rate].min()) + 1
    print(f"rate {rate:4}: lowest error {by_rate[rate].min():.3f} after {best + 1:3d} rounds, rounds x rate {rate * (best + 1):4.1f};"
          f" within 10 % from round {good[0]} to {good[-1]}; at the last, {rounds}, {by_rate[rate][-1]:.3f}")
ax.set(xscale="log", xlabel="rounds times rate", ylabel="squared distance to the truth", ylim=(0, 1.4))
ax.legend(loc="upper right")
plt.show()

# %% [markdown]
# Below a rate of about 0.3 the curves coincide: what counts is the distance traveled, and the minimum lies at 10 to 14 for all three.
# The lowest errors, 0.276, 0.283 and 0.291, differ less than another draw of the data would move them; going from 0.3 to 0.05 bought nothing here but eight times the rounds.
# Rate 1 is another algorithm: each tree is believed whole, the best model has two of them, and its error is 0.494.
# A small rate does buy tolerance in rounds: within 10 % of the minimum lie rounds 22 to 68 at rate 0.3, but 132 to 400, the last drawn, at 0.05.
#
# ## Early stopping
#
# Nobody has the true function, so the rounds are chosen by a validation part: hold out a fifth, stop when 20 rounds bring nothing better.
# How much does the choice depend on which fifth? Eight splits of the first training set, with rate 0.1.

# %%
# alt: Eight thin validation curves against rounds at different heights, each with a dot where it stopped; one dot is at 4 rounds, the others between 40 and 126. Among them the thick curve of the true error of a model on all rows, which falls until about 100 and is flat from there on.
X, y = training[0]
PATIENCE, LONG = 20, 200
whole = GradientBoostingRegressor(n_estimators=LONG, random_state=0).fit(X, y)
whole_error = np.array([np.mean((F - truth(new)) ** 2) for F in whole.staged_predict(new)])
stops, kept, said = [], [], []
fig, ax = plt.subplots()
for split in range(8):
    order = rng.permutation(ROWS)
    out, part = order[: ROWS // 5], order[ROWS // 5 :]
    model = GradientBoostingRegressor(n_estimators=LONG, random_state=0).fit(X[part], y[part])
    valid = np.array([np.mean((F - y[out]) ** 2) for F in model.staged_predict(X[out])])
    since = np.arange(LONG) - np.array([valid[: r + 1].argmin() for r in range(LONG)])
    last = np.flatnonzero(since >= PATIENCE)[0] if (since >= PATIENCE).any() else LONG - 1
    stop = valid[: last + 1].argmin()
    stops.append(stop + 1)
    said.append(valid[stop])
    kept.append(np.mean((list(model.staged_predict(new))[stop] - truth(new)) ** 2))
    ax.plot(np.arange(1, LONG + 1), valid, color="C0", linewidth=0.6)
    ax.plot(stop + 1, valid[stop], "o", color="C1", markersize=5)
ax.plot(np.arange(1, LONG + 1), whole_error + NOISE**2, color="C2", linewidth=2.5)
ax.set(xlabel="rounds", ylabel="mean squared error", ylim=(0.4, 1.8))
plt.show()
stops = np.array(stops)
refit = whole_error[stops - 1]
print("stopped at", np.sort(stops))
print(f"validation error at the stop: {min(said):.2f} to {max(said):.2f}, mean {np.mean(said):.2f}")
print(f"distance to the truth: stopped models {np.mean(kept):.3f}; refit on all rows with those rounds"
      f" {refit.mean():.3f} ({refit.min():.3f} to {refit.max():.3f}); best possible {whole_error.min():.3f} at {whole_error.argmin() + 1}")
print(f"mean true error of the stopped models, noise included: {np.mean(kept) + NOISE**2:.2f}")

# %% [markdown]
# The eight splits stop after 4 to 126 rounds, from the same 300 rows.
# Sixty validation rows are few: their error at the stop runs from 0.66 to 0.92, and the curve that stopped at 4 met a plateau longer than the patience.
# Does it matter? From 75 rounds on hardly, because the valley of the thick curve is flat; at 4 and 40 it does.
# A refit on all rows with the chosen rounds has on average 0.410, where the best number of rounds would have given 0.325.
# Stopping too late costs little, stopping too early a lot: be patient, or choose the rounds by the average of several folds.
#
# ## Depth and subsample
#
# Depth decides which functions the sum can represent; the truth here needs a product of two features.
# A subsample gives each tree a random part of the rows.

# %%
# alt: Two panels of error against rounds. Left, depth: depth 1 levels off highest, depth 6 falls fastest and then stays flat nearly as high, depth 3 goes lower and turns up slightly, depth 2 is slower and ends lowest. Right, subsample with depth 3: 0.5 is below 1.0 in all later rounds, 0.1 is wiggly and ends highest.
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.2))
for depth, color in ((1, "C1"), (2, "C2"), (3, "C0"), (6, "C3")):
    values = by_rate[0.1][:200] if depth == 3 else curve(200, max_depth=depth)
    axes[0].plot(values, color=color, label=f"depth {depth}")
    print(f"depth {depth}: lowest error {values.min():.3f} after {values.argmin() + 1} rounds, at 200 {values[-1]:.3f}")
for share, color in ((1.0, "C0"), (0.5, "C2"), (0.1, "C3")):
    values = by_rate[0.1][:200] if share == 1 else curve(200, subsample=share)
    axes[1].plot(values, color=color, label=f"subsample {share}")
    print(f"subsample {share}: lowest error {values.min():.3f} after {values.argmin() + 1} rounds, at 200 {values[-1]:.3f}")
for ax in axes:
    ax.set(xlabel="rounds", ylim=(0, 1.4))
    ax.legend(loc="upper right", fontsize=8)
axes[0].set_ylabel("squared distance to the truth")
plt.show()

# %% [markdown]
# - **Depth is not speed.** Depth 1 cannot represent a product, however many rounds it gets: 0.527. Depth 2 can, needs more rounds than depth 3, and ends lower, 0.242 against 0.283 at best. Depth 6 represents everything and also every accident of 300 rows: 0.439, and no number of rounds repairs it.
# - **Half of the rows per tree** lower the error from 0.283 to 0.226, and each tree costs less. A tenth (30 rows) is too few: 0.296, and turning up.
#
# Depth and subsample move the whole curve; rounds and rate move you along it.
#
# ## Wrong labels
#
# Now the target is a class: 1 where $`f(\vect{x})>0`$, so that a perfect model makes no error. Then a share of the labels is flipped at random, in training and in the rows that validate, as it would be in life.
# Two curves for each share: the log loss on new rows with flips, which you could see, and the accuracy on their clean labels, which you could not.

# %%
# alt: Two panels against rounds for no flips, ten and twenty-five percent. Left, log loss on rows with flips: without flips it falls nearly to the end, with ten percent it is lowest near 25 and rises slowly, with twenty-five percent it is lowest near 8 and climbs steeply. Right, accuracy on clean labels: it keeps rising without flips, is about flat with ten percent, and with twenty-five percent sinks from an early peak.
STAGES = 150
fig, axes = plt.subplots(1, 2, figsize=(5.6, 3.2))
flips, new_flips = [rng.random(ROWS) for _ in training], rng.random(len(new))
clean = truth(new) > 0
for flipped, color in ((0.0, "C2"), (0.1, "C0"), (0.25, "C1")):
    seen = np.where(new_flips < flipped, ~clean, clean)
    loss, right = np.zeros((2, SETS, STAGES))
    for s, (X, _) in enumerate(training):
        y = (truth(X) > 0) ^ (flips[s] < flipped)
        model = GradientBoostingClassifier(n_estimators=STAGES, random_state=0).fit(X, y)
        for r, F in enumerate(model.staged_decision_function(new)):
            loss[s, r] = np.logaddexp(0, np.where(seen, -F[:, 0], F[:, 0])).mean()
            right[s, r] = np.mean((F[:, 0] > 0) == clean)
    loss, right = loss.mean(axis=0), right.mean(axis=0)
    axes[0].plot(loss, color=color, label=f"{flipped:.0%} flipped")
    axes[1].plot(right, color=color)
    floor = -(flipped * np.log(flipped) + (1 - flipped) * np.log(1 - flipped)) if flipped else 0.0
    best = loss.argmin()
    print(f"flipped {flipped:.0%}: lowest log loss {loss[best]:.3f} after {best + 1:3d} rounds (floor {floor:.3f}), at {STAGES} {loss[-1]:.3f};"
          f" clean accuracy {right[best]:.3f} there, {right[-1]:.3f} at {STAGES}")
axes[0].set(xlabel="rounds", ylabel="log loss on rows with flips")
axes[1].set(xlabel="rounds", ylabel="accuracy on clean labels")
axes[0].legend(loc="upper left", fontsize=8)
axes[0].set_ylim(None, 0.92)
plt.show()

# %% [markdown]
# The visible curve and the hidden one disagree about when to stop.
# With 10 % flipped the log loss is lowest after 25 rounds and then rises from 0.537 to 0.585, while accuracy on the clean labels goes from 0.820 to 0.831: what gets worse is the confidence, not the classes.
# With 25 % both agree: the minimum is at round 8, and by round 150 accuracy has fallen from 0.756 to 0.731.
# No model can go below the floor, the entropy of the flips themselves (0.325 and 0.562), because the labels that are scored are flipped, too.
#
# ## What to say about it in an interview
#
# "I drew the curves against a known truth.
# Rounds times rate is one knob: from 0.3 down the curves coincide, and a smaller rate mostly buys a wider valley at the price of rounds; rate 1 is another, worse algorithm.
# Depth is a statement about interactions: with a product of two features stumps were stuck at 0.53, depth 2 reached 0.24, depth 6 overfitted to 0.44.
# A subsample of one half was the cheapest gain.
# Early stopping on 60 rows chose anything from 4 to 126 rounds, so with few rows I use patience and several folds.
# With flipped labels the log loss turns up first, and with few flips the predicted classes have not suffered yet: I look at the metric that I will use."
#
# If they ask for sources: shrinkage is in [Friedman 2001][friedman2001], the subsample in [Friedman 2002][friedman2002], and [Hastie et al. 2009][hastie2009], sections 10.11 and 10.12, discusses tree size, shrinkage and subsampling.
# Three knobs that this notebook leaves alone, the minimum of rows in a leaf, column sampling and the leaf penalty, are in the chapter.

# %% [markdown]
# ## Change this and predict what happens
#
# **1. No interaction.** In `truth`, replace `X[:, 1] * X[:, 2] / 2` by `X[:, 1] / 2`. Which depth wins, and at which round do the early-stopping splits now stop?
#
# <details><summary>What happens</summary>
#
# Depth 1 wins with 0.072, before 0.085, 0.087 and 0.195 for depths 2, 3 and 6: the truth is a sum of functions of one feature, just what stumps add up to.
# The splits stop between 17 and 42, because the easier function is learned sooner and overfitting starts earlier. The subsample of one half no longer gains: 0.092 against 0.087.
#
# </details>
#
# **2. Almost no noise.** Set `NOISE = 0.05` (the line reads `ROWS, SETS, NOISE = 300, 2, 0.05`). Do the curves still turn up? Does rate 1 catch up?
#
# <details><summary>What happens</summary>
#
# At rates of 0.3 and below they fall to the last rounds drawn; there is almost no noise to learn. Rate 1 stays behind, 0.206 against 0.121 at rate 0.3: its fault was not only that it copied noise, but that each greedy tree is taken whole.
# The subsample of one half gains even more than before, 0.076 against 0.150, so its gain is not only about noise either.
# And one split still stops after 7 rounds: its 60 rows saw 20 rounds without progress.
#
# </details>
#
# **3. More patience.** Set `PATIENCE, LONG = 80, 200`. What happens to the earliest stop and to the average error after the refit?
#
# <details><summary>What happens</summary>
#
# The earliest stop moves from 4 to 40 rounds, the latest from 126 to 174, and the average error of the refit falls from 0.410 to 0.369.
# The stop at 40 remains: patience repairs a plateau, not a validation part that is small and misleading.
#
# </details>
