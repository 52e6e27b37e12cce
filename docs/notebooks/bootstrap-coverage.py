# ---
# weight: 100
# description: Count how often t, percentile, basic, BCa and bootstrap-t intervals cover a known mean, on skewed data, in small samples and in clusters.
# needs: [statistics/confidence-intervals]
# ---

# %% [markdown]
# # Does the bootstrap interval cover?
#
# "Just bootstrap it" gives an interval for anything.
# It says 95 %, and nobody checks, because on real data the truth is unknown.
#
# **The question.** Of 100 intervals that claim 95 %, how many hold the true mean: with skewed data, with few rows, and with rows that come in clusters?
#
# **The experiment.** Make data whose mean you know, 2,000 samples of each kind, put five intervals on every sample, and count.
# The chapter [Confidence intervals](../statistics/confidence-intervals.md) defines the intervals and counts two of them; here all five meet.

# %% [markdown]
# ## Five intervals by hand
#
# With $`\hat\theta`$ the sample mean, $`\mathrm{SE}`$ its standard error, $`\hat\theta^*`$ a resampled mean and $`q`$ its quantiles:
#
# - *t*: $`\hat\theta`$ plus and minus Student's quantile times $`\mathrm{SE}`$. No resampling.
# - *Percentile*: from $`q_{0.025}`$ to $`q_{0.975}`$.
# - *Basic*: the same lengths, mirrored at the estimate, $`2\hat\theta-q_{0.975}`$ to $`2\hat\theta-q_{0.025}`$.
# - *BCa*: percentile with levels moved. With $`z_0`$ the normal quantile of the share of resamples below $`\hat\theta`$, and, for a mean, $`a`$ the skewness of the $`n`$ rows over $`6\sqrt n`$, level $`\alpha`$ becomes $`\Phi\bigl(z_0+\frac{z_0+z_\alpha}{1-a(z_0+z_\alpha)}\bigr)`$ ([Efron and Tibshirani 1993][efron1993], chapter 14).
# - *Bootstrap-t*: resample $`(\hat\theta^*-\hat\theta)/\mathrm{SE}^*`$ and use its quantiles in place of Student's.
#
# To resample is to draw counts: how often each row is taken.
# The same table of counts serves all 2,000 samples, so that all resampled means are one matrix product.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import bootstrap, norm, t

SAMPLES, RESAMPLES = 2_000, 999
SIGMA = 1.0  # of the lognormal: the larger, the more skewed
METHODS = ("t", "percentile", "basic", "BCa", "bootstrap-t")


def intervals(x, rng, resamples=RESAMPLES):
    """Ends of each method, shape (methods, 2, samples), for the means of x, shape (samples, n)."""
    n = x.shape[1]
    mean = x.mean(axis=1)
    x = x - mean[:, None]  # put back at the end
    se = x.std(axis=1, ddof=1) / np.sqrt(n)
    counts = rng.multinomial(n, np.full(n, 1 / n), size=resamples).T / n
    again = x @ counts  # resampled means minus the sample mean, (samples, resamples)
    again_se = np.sqrt(np.maximum(x**2 @ counts - again**2, 1e-12) / (n - 1))
    ratio = np.sort(again / again_se, axis=1)
    z0 = norm.ppf(np.clip((again < 0).mean(axis=1), 0.001, 0.999))
    again.sort(axis=1)

    def quantile(values, level):
        at = np.clip(((resamples + 1) * level + 1e-9).astype(np.int64) - 1, 0, resamples - 1)
        return np.take_along_axis(values, at[:, None], axis=1)[:, 0]

    low, high = np.full(len(x), 0.025), np.full(len(x), 0.975)
    a = (x**3).sum(axis=1) / (6 * (x**2).sum(axis=1) ** 1.5)
    moved = [norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in (norm.ppf(0.025), norm.ppf(0.975))]
    half = t.isf(0.025, n - 1) * se
    p, q = quantile(again, low), quantile(again, high)
    ends = np.array([
        [-half, half],
        [p, q],
        [-q, -p],
        [quantile(again, moved[0]), quantile(again, moved[1])],
        [-quantile(ratio, high) * se, -quantile(ratio, low) * se],
    ])
    return ends + mean


def verdict(ends, truth):
    """Share of samples with the truth below, inside and above, and the median width, per method."""
    low, high = ends[:, 0], ends[:, 1]
    inside = (low <= truth) & (truth <= high)
    return np.array([(truth < low).mean(axis=1), inside.mean(axis=1), (truth > high).mean(axis=1),
                     np.median(high - low, axis=1)]).T


def lognormal(rng, size):
    return rng.lognormal(0.0, SIGMA, size)


rng = np.random.default_rng(0)
one = lognormal(rng, (1, 60))
mine = intervals(one, rng, 9_999)[:, :, 0]
for name, ends in zip(METHODS, mine):
    print(f"{name:12s} {ends[0]:.2f} to {ends[1]:.2f}")
for row, method in ((1, "percentile"), (2, "basic"), (3, "BCa")):
    library = bootstrap((one[0],), np.mean, method=method, rng=rng).confidence_interval
    assert np.allclose(mine[row], library, atol=0.1 * (mine[row, 1] - mine[row, 0]))  # other random resamples
print(f"one sample of 60 rows, mean {one.mean():.2f}; the truth is {np.exp(SIGMA**2 / 2):.2f}")

# %% [markdown]
# ## Normal rows, skewed rows
#
# On one sample the five differ by a tenth or two, and nothing says which is right.
# Now 2,000 samples of each size: normal rows, and lognormal rows with the long right tail of response times or order values.

# %%
# alt: Two panels, coverage against rows on a log axis. Normal data: t is at 0.95 throughout, bootstrap-t close to it, the three others start below 0.9 at 5 rows and climb toward 0.95. Lognormal data: all start lower; bootstrap-t is on top and basic lowest throughout, BCa passes t between 10 and 20 rows; even with 160 rows all stay below 0.95.
sizes = (5, 10, 20, 40, 160)
shapes = {"normal": (lambda rng, size: rng.standard_normal(size), 0.0), "lognormal": (lognormal, np.exp(SIGMA**2 / 2))}
result = {name: np.array([verdict(intervals(draw(rng, (SAMPLES, n)), rng), truth) for n in sizes])
          for name, (draw, truth) in shapes.items()}
fig, panels = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.2))
for ax, (name, values) in zip(panels, result.items()):
    print(f"{name}, coverage\n  rows" + "".join(f"{m:>13s}" for m in METHODS))
    for n, line in zip(sizes, values[:, :, 1]):
        print(f"{n:6d}" + "".join(f"{v:13.3f}" for v in line))
    for i, m in enumerate(METHODS):
        ax.plot(sizes, values[:, i, 1], "o-", color=f"C{i}", markersize=3, label=m)
    ax.axhline(0.95, color="gray", linestyle=":")
    ax.set(xscale="log", xlabel="rows", title=name)
    ax.set_xticks(sizes, [str(n) for n in sizes])
    ax.minorticks_off()
panels[0].set_ylabel("coverage")
panels[0].legend(loc="lower right", fontsize=8)
plt.show()
print(f"simulation error of a coverage near 0.90: about {np.sqrt(0.9 * 0.1 / SAMPLES):.3f}")

# %% [markdown]
# Three things to see, the first two in the left half of the figure.
#
# - **Few rows.** With 5 normal rows all three bootstrap intervals that read quantiles of the mean cover 0.82 to 0.83. Resampling knows only the 5 values: its spread is too small by $`\sqrt{(n-1)/n}`$, and it does not know that the standard error was estimated. Student's quantile knows both; so does bootstrap-t (0.945).
# - **BCa is no cure for that**: 0.907 at 10 rows, like percentile with 0.911.
# - **Skewness.** On lognormal rows nobody keeps the promise, not even with 160. At 40 rows: bootstrap-t 0.921, BCa 0.897, t 0.888, percentile 0.884, basic 0.859. With 5 rows plain t (0.827) beats BCa (0.749).
#
# Differences of a point are within simulation error, which includes the luck of one shared table of counts; the order of basic, percentile and bootstrap-t is not.
#
# ## On which side do they miss?

# %%
# alt: Bars of misses for 40 lognormal rows. For every method the truth lies above the interval far more often than below; basic is the most lopsided, bootstrap-t the least. A dotted line marks the 2.5 percent that each side should have.
values = result["lognormal"][sizes.index(40)]
place = np.arange(len(METHODS))
fig, ax = plt.subplots()
ax.bar(place - 0.2, 100 * values[:, 0], 0.4, color="C0")
ax.bar(place + 0.2, 100 * values[:, 2], 0.4, color="C1")
ax.axhline(2.5, color="gray", linestyle=":")
ax.text(4.5, 100 * values[:, 2].max() * 0.93, "truth above the interval", color="C1", ha="right")
ax.text(4.5, 100 * values[:, 2].max() * 0.85, "truth below it", color="C0", ha="right")
ax.set_xticks(place, METHODS)
ax.set_ylabel("misses (%)")
plt.show()
few = result["lognormal"][0]
print(f"median width with 5 lognormal rows: t {few[0, 3]:.1f}, percentile {few[1, 3]:.1f}, bootstrap-t {few[4, 3]:.1f}")
print("40 lognormal rows    truth below   above   median width")
for m, (below, _, above, width) in zip(METHODS, values):
    print(f"{m:20s} {below:11.3f} {above:7.3f} {width:14.2f}")

# %% [markdown]
# Almost all misses are on one side: the truth lies *above* the interval.
# A sample without a row from the long tail has a small mean *and* a small standard error: too low, and too sure of it.
#
# - The interval should reach further to the right. Percentile does so a little, BCa and bootstrap-t more; t does not, being symmetric.
# - *Basic* mirrors the resampled distribution and so reaches further to the left: 13.9 % of truths are above it, against 10.4 % for percentile of the same width.
# - Coverage has a price: bootstrap-t is the widest here, 1.27 against 1.10 for t, and with 5 rows 4.7 against 2.8.
# - BCa's total of about 10 % misses is split 2.6 and 7.6; the total alone would hide that t's 11 % is split 0.2 and 11.0.
#
# ## Rows that come in clusters
#
# Ten answers a user, with a correlation of 0.3 between two answers of one user, and everything normal, so that skewness has no part in it.
# Resample rows, or resample users?
# For rows the cell uses the limit of the percentile bootstrap, plus and minus 1.96 of its standard errors, and confirms it at 20 users by resampling.

# %%
# alt: Coverage against the number of clusters. Resampling rows stays between 0.64 and 0.71 however many clusters there are, near the dashed prediction. Resampling clusters climbs from about 0.85 with 5 clusters to 0.95 with 80; t on cluster means is near 0.95 throughout.
PER, RHO = 10, 0.3  # rows in a cluster, and correlation of two rows of one cluster
clusters = (5, 10, 20, 40, 80)
found = np.zeros((3, len(clusters)))
for j, k in enumerate(clusters):
    level = np.sqrt(RHO) * rng.standard_normal((SAMPLES, k, 1))
    x = level + np.sqrt(1 - RHO) * rng.standard_normal((SAMPLES, k, PER))
    means = verdict(intervals(x.mean(axis=2), rng), 0.0)
    rows = x.reshape(SAMPLES, k * PER)
    halves = 1.96 * rows.std(axis=1) / np.sqrt(k * PER)  # what resampling rows tends to
    found[:, j] = (np.abs(rows.mean(axis=1)) <= halves).mean(), means[1, 1], means[0, 1]
    if k == 20:
        some = verdict(intervals(rows[:1_000], rng), 0.0)[1, 1]
        print(f"20 clusters, percentile bootstrap of rows, resampled: {some:.2f}")
design = 1 + (PER - 1) * RHO
expected = 2 * norm.cdf(1.96 / np.sqrt(design)) - 1
print(f"design effect {design:.1f}, predicted coverage of rows {expected:.2f}")
print("clusters            " + "".join(f"{k:7d}" for k in clusters))
names = ("resample rows", "resample clusters", "t on cluster means")
for name, line in zip(names, found):
    print(f"{name:20s}" + "".join(f"{v:7.3f}" for v in line))
fig, ax = plt.subplots()
for i, (name, line) in enumerate(zip(names, found)):
    ax.plot(clusters, line, "o-", color=("C1", "C2", "C0")[i], markersize=3)
    ax.text(80, line[-1] + (0.03, -0.035, 0.018)[i], name, color=("C1", "C2", "C0")[i], ha="right")
ax.axhline(expected, color="gray", linestyle="--", linewidth=1)
ax.set(xscale="log", xlabel=f"clusters of {PER} rows", ylabel="coverage", ylim=(0.5, 1.0))
ax.set_xticks(clusters, [str(k) for k in clusters])
ax.minorticks_off()
plt.show()

# %% [markdown]
# ## What the clusters say
#
# Resampling rows covers 0.646 with 5 clusters and 0.703 with 80: past the first few, more data of the same kind do not help, because the interval and the error shrink together.
# The variance of the mean is $`1+(10-1)\times0.3=3.7`$ times what independent rows would give (the *design effect*), so 1.96 supposed standard errors are $`1.96/\sqrt{3.7}`$ real ones, and the predicted coverage is 0.69.
#
# Resampling whole clusters is the cure, and the sample size is then the number of *clusters*: with 5 it covers 0.841, nearly as bad as 5 rows above, with 80 it covers 0.945.
# Student's t on the cluster means does it with 5 already, 0.948, because these means are normal and the clusters equal in size.

# %% [markdown]
# ## What to say about it in an interview
#
# "I checked coverage by simulation. With 10 normal rows the percentile bootstrap covers 91 %, not 95; t covers 95. On lognormal rows every method fell short, at 40 rows between 86 % for basic and 92 % for bootstrap-t, with nearly all misses where the truth is above the interval.
# So the bootstrap is not a cure for few rows: it can only resample what it has.
# With clustered rows the question is not which bootstrap but which unit: resampling rows covered about 70 % however many users there were, resampling users got to 95 % as users grew.
# I choose the unit first, count the units, and simulate data shaped like mine before I believe a level."
#
# If they ask why one would use percentile at all: it serves statistics without a formula for the standard error, its ends stay within the range of the statistic, and it respects increasing transformations.
# [Hesterberg 2015][hesterberg2015] compares such intervals at length; [Efron and Tibshirani 1993][efron1993] derive them.

# %% [markdown]
# ## Change this and predict what happens
#
# **1. More resamples.** In the first code cell set `RESAMPLES = 1_999` (the second number of the pair). With twice the resamples, does coverage at 5 rows come closer to 0.95?
#
# <details><summary>What happens</summary>
#
# No. On lognormal rows percentile goes from 0.737 to 0.726, BCa from 0.749 to 0.743, bootstrap-t from 0.904 to 0.891: simulation error. More resamples remove the noise of the simulation within one interval; what is missing is rows.
#
# </details>
#
# **2. Less skew.** Set `SIGMA = 0.5`. Who gains most at 40 rows, and does basic stay last at 5?
#
# <details><summary>What happens</summary>
#
# Everybody comes closer: at 40 rows t 0.933, percentile 0.924, basic 0.924, BCa 0.925, bootstrap-t 0.940. Basic gains most, from 0.859, since it leans to the wrong side of a skewed distribution. At 5 rows it is last with 0.811, but percentile and BCa are hardly better with 0.819: what remains is the shortage of rows.
#
# </details>
#
# **3. Forty rows a user.** In the cell on clusters set `PER, RHO = 40, 0.3`: four times the data. What happens to each of the three lines?
#
# <details><summary>What happens</summary>
#
# Resampling rows falls to about 0.42, as the design effect, now 12.7, predicts: the more rows a user has, the more they overstate what you know. Resampling clusters stays where it was, 0.822 with 5 and 0.948 with 80, and so does t: both count users.
#
# </details>
