# ---
# weight: 130
# description: Spoil a few targets, then a few inputs, and watch squared, absolute, Huber and quantile losses hold or break, against a known line.
# needs: [concepts/loss-functions]
# ---

# %% [markdown]
# # Which loss survives which outlier?
#
# "There are outliers, so use absolute error."
# Perhaps. An outlier can sit in the target or in the input, it can be a mistake or the truth, and it can lie on one side.
#
# **The question.** For which of these does absolute, Huber or quantile loss help, what does it cost when the data are clean, and for which does no loss help?
#
# **The experiment.** One line, $`y=2+1x`$ plus noise, four losses, and rows spoiled one at a time in the target or in the input.
# The line is known, so each fit can be judged.
# The chapter [Loss functions](../concepts/loss-functions.md) derives what each loss estimates from one constant; a line can be bent in more ways than a constant.

# %% [markdown]
# ## Four losses, one solver
#
# With residual $`r`$: squared $`\tfrac12r^2`$; absolute $`\abs{r}`$; Huber, squared up to a cut and linear beyond, the cut being 1.345 times a robust spread of the residuals; and the pinball loss at level 0.9, which charges 0.9 per unit below the target and 0.1 above.
#
# All are fitted by *iteratively reweighted least squares*: a row gets the weight $`\psi(r)/r`$, with $`\psi`$ the derivative of the loss, and weighted least squares is repeated until nothing moves.
# So the weight of a row is something to look at: 1 for squared error, and less for a row that Huber distrusts.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import QuantileRegressor

ROWS, SETS = 100, 400
LINE = np.array([2.0, 1.0])  # intercept and slope
LOSSES = ("squared", "absolute", "Huber", "0.9 quantile")
COLORS = dict(zip(LOSSES, ("C0", "C1", "C2", "C3")))


def weight(loss, r):
    """Row weights from residuals, shape (sets, rows)."""
    if loss == "squared":
        return np.ones_like(r)
    if loss == "Huber":
        spread = np.median(np.abs(r), axis=1, keepdims=True) / 0.6745
        return 1 / np.maximum(1, np.abs(r) / (1.345 * spread))
    level = 0.5 if loss == "absolute" else 0.9
    return np.where(r > 0, level, 1 - level) / np.maximum(np.abs(r), 1e-4)


def fit(loss, x, y, rounds=100):
    """Intercept and slope for every set, shape (sets, 2), and the last weights."""
    r = y - y.mean(axis=1, keepdims=True)
    for _ in range(1 if loss == "squared" else rounds):
        w = weight(loss, r)
        total = w.sum(axis=1, keepdims=True)
        mx, my = (w * x).sum(axis=1, keepdims=True) / total, (w * y).sum(axis=1, keepdims=True) / total
        slope = (w * (x - mx) * (y - my)).sum(axis=1, keepdims=True) / (w * (x - mx) ** 2).sum(axis=1, keepdims=True)
        r = y - my - slope * (x - mx)
    return np.concatenate([my - slope * mx, slope], axis=1), weight(loss, r)


def draw(rng, sets=SETS, noise=None):
    x = rng.uniform(0, 10, (sets, ROWS))
    e = rng.normal(size=x.shape) if noise is None else noise(x)
    return x, LINE[0] + LINE[1] * x + e


def off(line, reference=LINE):
    """Root mean squared distance from the true line over 0 to 10, per set."""
    a, b = (line - reference).T
    return np.sqrt(a**2 + 10 * a * b + 100 / 3 * b**2)


rng = np.random.default_rng(0)
x, y = draw(rng)
for loss, level in (("absolute", 0.5), ("0.9 quantile", 0.9)):
    library = QuantileRegressor(quantile=level, alpha=0).fit(x[0][:, None], y[0])
    line = fit(loss, x[:1], y[:1], rounds=400)[0][0]
    assert np.allclose(line, [library.intercept_, library.coef_[0]], atol=0.02)
print("clean rows, 400 samples: distance from the true line, and the spread of the slope")
high = LINE + [1.2816, 0]  # the true 0.9 quantile is a parallel line
for loss in LOSSES:
    lines = fit(loss, x, y)[0]
    print(f"{loss:13s} {off(lines, high if loss == '0.9 quantile' else LINE).mean():.2f}  {lines[:, 1].std():.3f}")

# %% [markdown]
# On clean normal rows squared error is the best, Huber costs next to nothing, and absolute error is a quarter less precise in the slope (0.043 against 0.034).
# The quantile loss has another target, a line 1.28 higher, and pays for estimating a tail: 0.060.
#
# ## One row walks away
#
# First upward: the row at $`x=9`$ of one sample gets a larger and larger error in its target.
# Then sideways: a row with $`x=5`$ and the target 7 is recorded with a larger and larger input, as when someone types 50 for 5.0.

# %%
# alt: Two panels, fitted slope against the size of one error. Left, error in the target: the squared slope climbs in a straight line from 1.0 to 1.2, the other three stay flat. Right, error in the input, log axis: the squared slope falls from about ten on; the others stay near 0.9 until about a hundred, then Huber, absolute and the quantile fall to zero one after the other.
one_x, one_y = x[:1].copy(), y[:1].copy()
up = np.linspace(0, 60, 25)
bad_x, bad_y = np.repeat(one_x, up.size, axis=0), np.repeat(one_y, up.size, axis=0)
bad_x[:, 0], bad_y[:, 0] = 9.0, 11.0 + up
side = np.geomspace(1, 400, 25)
far_x, far_y = np.repeat(one_x, side.size, axis=0), np.repeat(one_y, side.size, axis=0)
far_x[:, 0], far_y[:, 0] = 5.0 + side, 7.0
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.2))
walk = {}
for loss in LOSSES:
    walk[loss] = fit(loss, bad_x, bad_y)[0][:, 1], fit(loss, far_x, far_y)[0][:, 1]
    axes[0].plot(up, walk[loss][0], color=COLORS[loss], label=loss)
    axes[1].plot(side, walk[loss][1], color=COLORS[loss])
axes[0].set(xlabel="error in the target", ylabel="fitted slope")
axes[1].set(xlabel="error in the input", xscale="log")
axes[0].legend(loc="lower left")
plt.show()
print("slope with         " + "".join(f"{loss:>14s}" for loss in LOSSES))
for text, column, i in (("no error", 0, 0), ("60 in the target", 0, -1), ("400 in the input", 1, -1)):
    print(f"{text:19s}" + "".join(f"{walk[loss][column][i]:14.2f}" for loss in LOSSES))

# %% [markdown]
# ## Five typing errors
#
# Left panel, as promised: the pull of one target is capped, and three of the four losses hardly move.
# Right panel: the pull of an *input* is not.
# In the equation for the slope every row is multiplied by its distance from the middle of the inputs, whatever the loss does to its residual.
# Under absolute error a far row wins when that distance exceeds the sum of all others' distances, here about $`100\cdot2.5=250`$; Huber gives in earlier, the squared slope at once.
#
# One such row needs a distance of hundreds. Five rows with the decimal point lost, inputs ten times too large, do it together.

# %%
# alt: A cloud of points along a steep line at inputs up to 10, and five points far to the right at inputs of 45 to 100, the last hidden by the lines. The squared, Huber and absolute lines nearly coincide, leave the cloud and run flat toward the five; the true line is gray.
typo_x = one_x.copy()
typo_x[0, np.argsort(one_x[0])[[40, 55, 70, 85, 97]]] *= 10
typed = typo_x[0] != one_x[0]
fig, ax = plt.subplots()
ax.plot(typo_x[0], one_y[0], ".", color="gray", markersize=4)
ax.plot([0, 16], LINE[0] + LINE[1] * np.array([0, 16]), color="gray", linewidth=4, alpha=0.5)
ends = np.array([0.0, 100.0])
print("             slope   places of the five by size of residual")
for loss in LOSSES[:3]:
    (line,), (w,) = fit(loss, typo_x, one_y, rounds=400)
    ax.plot(ends, line[0] + line[1] * ends, color=COLORS[loss], label=loss)
    size = np.abs(one_y[0] - line[0] - line[1] * typo_x[0])
    place = np.sort([1 + np.sum(size > v) for v in size[typed]])
    print(f"{loss:11s} {line[1]:6.2f}   {place}" + (f", weights {w[typed]}" if loss == "Huber" else ""))
ax.set(xlabel="input", ylabel="target", ylim=(-2, 20))
ax.legend(loc="lower right")
plt.show()
h = 1 / ROWS + (typo_x[0] - typo_x.mean()) ** 2 / ((typo_x - typo_x.mean()) ** 2).sum()
print(f"leverages of the five: {np.sort(h[typed]).round(2)}, the largest of the others {h[~typed].max():.2f}")

# %% [markdown]
# All three lines have the slope 0.07, where the truth is 1.
# And the residuals accuse nobody: from Huber's line the five are at places 21, 25, 51, 63 and 100 of 100 by size, and each has the full weight 1.
# Their leverage would have told, 0.06 to 0.31 where no other row has more than 0.01: look at the inputs before the residuals.
#
# ## A growing share of bad rows
#
# Now 400 samples of 100 rows, and a share of the rows spoiled in one of three ways.
# *Wide*: the noise of the row is ten times as wide, on both sides. *One-sided*: the target is 15 too high. *Input*: the input is ten times too large.
# The gray curve is a rule that is no loss of residuals: the median of the slopes through all pairs of rows (Theil and Sen), with the median of $`y-\text{slope}\cdot x`$ as the intercept.

# %%
# alt: Three panels, distance from the true line on a log axis against the share of spoiled rows. Wide: squared rises to 0.7, the others to about 0.2. One-sided: squared rises at once; Huber follows late and steeply, to nearly 4 at thirty percent, while absolute and the pair rule reach 0.6. Input: squared jumps with the first row, absolute and Huber reach 2 to 3 at five percent; the pair rule rises steadily and reaches 3 at thirty percent.
SHARES = np.array([0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3])


def pairs(x, y):
    """Median of pair slopes, on a random matching of rows repeated 20 times."""
    slopes = []
    for _ in range(20):
        order = rng.permutation(ROWS)
        i, j = order[: ROWS // 2], order[ROWS // 2 : ROWS // 2 * 2]
        slopes.append((y[:, i] - y[:, j]) / (x[:, i] - x[:, j]))
    slope = np.median(np.concatenate(slopes, axis=1), axis=1)
    return np.c_[np.median(y - slope[:, None] * x, axis=1), slope]


def spoil(kind, bad):
    if kind == "wide":
        return x, np.where(bad, y + 9 * (y - LINE[0] - LINE[1] * x), y)
    if kind == "one-sided":
        return x, np.where(bad, y + 15, y)
    return np.where(bad, 10 * x, x), y


order = rng.random((SETS, ROWS)).argsort(axis=1)
distance = {}
fig, axes = plt.subplots(1, 3, sharey=True, figsize=(5.6, 3.2))
for ax, kind in zip(axes, ("wide", "one-sided", "input")):
    for name in (*LOSSES[:3], "pairs"):
        values = []
        for share in SHARES:
            data = spoil(kind, order < round(share * ROWS))
            values.append(off(pairs(*data) if name == "pairs" else fit(name, *data, rounds=40)[0]).mean())
        distance[kind, name] = values
        ax.plot(100 * SHARES, values, color=COLORS.get(name, "gray"), label=name)
    ax.set(title=kind, xlabel="bad rows (%)", yscale="log")
axes[0].set_ylabel("distance from the true line")
axes[0].set_yticks([0.2, 0.5, 1, 2, 4], ["0.2", "0.5", "1", "2", "4"])
axes[0].minorticks_off()
axes[0].legend(loc="upper left", fontsize=8)
plt.show()
print("distance with bad rows of   " + "".join(f"{s:8.0%}" for s in SHARES))
for (kind, name), values in distance.items():
    print(f"{kind:10s} {name:14s}   " + "".join(f"{v:8.2f}" for v in values))

# %% [markdown]
# - **Wide noise, both sides**: what Huber and absolute error are made for. With 10 % of such rows the squared line is 0.41 away, Huber 0.15, absolute 0.17.
# - **One-sided**: the cap limits each row's pull, not their sum. All losses are drawn upward as the share grows, and at 30 % Huber is 3.79 away, because the spread that sets its cut has been inflated by the bad rows; absolute error, whose pull does not depend on a spread, has 0.62.
# - **Inputs**: with 5 % no loss survives: 2.65, 2.50 and 2.12. The median of pair slopes is 0.22 away: it compares rows with rows, so a bad input spoils only the pairs it is part of. At 20 % it is lost too (1.12): then 36 % of the pairs contain a bad row.
#
# ## Outliers that are true
#
# Last, nothing is wrong with the data.
# The noise is skewed and grows with the input, as delivery times or claims do: $`y=2+x+0.2\,x\,E`$ with $`E`$ exponential with mean 1.
# Then mean, median and 0.9 quantile are three different lines, all true.

# %%
# alt: Points that fan out upward. Four fitted lines start together and part: absolute and Huber lowest and nearly the same, squared a little higher, the 0.9 quantile by far the steepest, along the upper edge of the fan.
skew_x, skew_y = draw(rng, noise=lambda x: 0.2 * x * rng.exponential(size=x.shape))
true_slope = {"squared": 1.2, "absolute": 1 + 0.2 * np.log(2), "0.9 quantile": 1 + 0.2 * np.log(10)}
fig, ax = plt.subplots()
ax.plot(skew_x[0], skew_y[0], ".", color="gray", markersize=4)
ends = np.array([0.0, 10.0])
print("loss            slope   of its own target   sum of predictions over sum of targets   rows above the line")
for loss in LOSSES:
    lines = fit(loss, skew_x, skew_y)[0]
    guess = lines[:, :1] + lines[:, 1:] * skew_x
    ax.plot(ends, lines[:, 0].mean() + lines[:, 1].mean() * ends, color=COLORS[loss], label=loss)
    own = f"{true_slope[loss]:.2f}" if loss in true_slope else "  - "
    print(f"{loss:13s} {lines[:, 1].mean():7.2f} {own:>14s} {guess.sum() / skew_y.sum():26.3f} {np.mean(skew_y > guess + 0.01):35.2f}")
ax.set(xlabel="input", ylabel="target")
ax.legend(loc="upper left")
plt.show()

# %% [markdown]
# Nothing is broken here, and the losses disagree: each fits its own target, and none is an error of the others.
# But only squared error gets the total right (ratio 1.000).
# A budget from the absolute line is 3.8 % too small, from Huber's 2.7 %: it is "robust" against the very rows that cost the money.
# Huber's line is in general neither the mean nor the median; here 43 % of the rows lie above it.
# The quantile line has 9 % of its own rows above it and runs through one or two more, as its loss forces it to; on new rows nobody promises that.
#
# ## What to say about it in an interview
#
# "I ask three things about an outlier before I choose a loss.
# Is it in the target or in the input? Huber and absolute error cap the pull of a residual; with 5 % of the inputs ten times too large both were as lost as least squares, and the residuals looked innocent. There I check leverage and the pipeline, or use a method that is not a sum over residuals.
# Is it on both sides or on one? One-sided errors shift every one of these fits.
# Is it wrong or is it true? If it is true and totals matter, squared error is right and the robust losses under-predict, in my example by 3 to 4 %.
# Huber is my default when the data are mostly clean: it lost almost nothing on normal noise and won clearly with 5 % of wild targets."
#
# If they ask about the cut: 1.345 robust standard deviations keeps 95 % efficiency on normal noise ([Huber 1964][huber1964] introduced the loss); the cut must be re-estimated from residuals, and that estimate is what broke at 30 % of one-sided errors.
# Quantile regression is from [Koenker and Bassett 1978][koenker1978].
# The single far row, its leverage and its left-out residual are in [linear regression](../algorithms/linear-regression.md#linear-regression-influential-row).

# %% [markdown]
# ## Change this and predict what happens
#
# **1. Heavier tails.** In `draw`, replace `rng.normal(size=x.shape)` by `rng.laplace(size=x.shape)`. Which of squared, absolute and Huber is now the most precise on clean rows?
#
# <details><summary>What happens</summary>
#
# Absolute error, with a spread of the slope of 0.037 against 0.041 for Huber and 0.049 for squared error.
# It is the maximum-likelihood fit for Laplace noise, as squared error is for normal noise. "Efficient" is a statement about a loss *and* a noise.
# (The distance printed for the quantile is off, because its true line is no longer 1.28 higher.)
#
# </details>
#
# **2. A generous cut.** In `weight`, replace `1.345 * spread` by `5 * spread`. What happens to Huber with 10 % of wide and of one-sided errors?
#
# <details><summary>What happens</summary>
#
# Its distance goes from 0.15 to 0.25 with wide noise and from 0.24 to 1.05 with one-sided errors, on the way to the 0.41 and 1.57 of squared error.
# On clean rows nothing changes to two decimals, since 0.13 was already that of squared error.
#
# </details>
#
# **3. Inputs too small.** In `spoil`, replace `10 * x` by `x / 10`: the decimal point slips the other way. How bad is 5 %?
#
# <details><summary>What happens</summary>
#
# Much less bad: squared 0.38, Huber 0.18, absolute 0.20, about like the pairs with 0.20.
# The bad inputs now lie inside the range of the others, so their leverage is ordinary and their residuals are large, which is just what Huber and absolute error can see.
#
# </details>
