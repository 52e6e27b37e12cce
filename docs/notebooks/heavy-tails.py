# ---
# weight: 190
# description: Follow running means under five tails, time the central limit theorem, and count what medians, trimming and t intervals do under skew.
# needs: [math/distributions]
# ---

# %% [markdown]
# # How far can you trust a mean?
#
# A dashboard shows mean revenue per user, a test compares two means, an interval says "plus or minus 1.96 standard errors".
# All of it leans on the central limit theorem, and "n is above 30, so it is fine" is the usual reason given.
#
# **The question.** With tails as they occur in revenue, response times and file sizes: how fast does a mean settle, when is the theorem's normal there, how often does the $`t`$ interval hold the truth, and do medians and trimming help?
#
# **The experiment.** Five laws, all centered at 1: the normal; the lognormal; a Pareto with finite variance; a Pareto whose variance is infinite; and the Cauchy, which has no mean at all.
# The chapter [Probability distributions](../math/distributions.md) defines the tails. A Pareto with tail index $`\alpha`$ has a variance only if $`\alpha>2`$ and a mean only if $`\alpha>1`$.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.special import ndtri
from scipy.stats import norm, t

SIGMA = 1.5  # standard deviation of the logarithm of the lognormal
LIGHT, HEAVY = 3.0, 1.5  # tail indices of the two Paretos
TRIM = 0.1  # share that the trimmed mean cuts from each end
rng = np.random.default_rng(0)

# quantile functions; a uniform number put into one is a draw. Means are 1 where they exist.
LAWS = {
    "normal": lambda u: 1 + ndtri(u),
    "lognormal": lambda u: np.exp(SIGMA * ndtri(u) - SIGMA**2 / 2),
    f"Pareto {LIGHT:g}": lambda u: (1 - 1 / LIGHT) * (1 - u) ** (-1 / LIGHT),
    f"Pareto {HEAVY:g}": lambda u: (1 - 1 / HEAVY) * (1 - u) ** (-1 / HEAVY),
    "Cauchy": lambda u: 1 + np.tan(np.pi * (u - 0.5)),
}
SD = {"normal": 1.0, "lognormal": np.sqrt(np.exp(SIGMA**2) - 1), f"Pareto {LIGHT:g}": 1 / np.sqrt(LIGHT * (LIGHT - 2))}
print("true SD: " + ", ".join(f"{name} {sd:.2f}" for name, sd in SD.items()))

# %% [markdown]
# ## Running means
#
# 200 samples of 20,000 values for each law. The interval in the table is the middle 90 % of the 200 means.

# %%
ROWS, PATHS = 20_000, 200
looks = (20, 200, 2_000, 20_000)
paths, at = {}, np.unique(np.geomspace(10, ROWS, 250).astype(np.int64))
print("values:            " + "".join(f"{n:>17,d}" for n in looks))
for name, law in LAWS.items():
    x = law(rng.random((PATHS, ROWS)))
    paths[name] = (x[:4].cumsum(axis=1) / np.arange(1, ROWS + 1))[:, at - 1]
    ends = [np.quantile(x[:, :n].mean(axis=1), [0.05, 0.95]) for n in looks]
    print(f"{name:12s} mean   " + "".join(f"{f'{low:.2f} to {high:.2f}':>17s}" for low, high in ends))
    print(" " * 13 + "SD     " + "".join(f"{np.median(x[:, :n].std(axis=1)):17.2f}" for n in looks))
    print(" " * 13 + f"largest of 20,000 is {np.median(np.abs(x).max(axis=1) / np.abs(x).sum(axis=1)):.2%} of the sum of sizes")

# %%
# alt: Five panels of four running means each, against the number of values on a log axis. Normal and Pareto 3 settle quickly at 1, the lognormal more slowly. Pareto 1.5 drifts below 1 and is thrown up by single values. The Cauchy means never settle; one jumps by more than twenty after 10,000 values.
fig, axes = plt.subplots(5, 1, figsize=(5.6, 6.6), sharex=True, layout="constrained")
for ax, (name, run) in zip(axes, paths.items()):
    for i in range(4):
        ax.plot(at, run[i], color=f"C{i}", linewidth=1)
    ax.axhline(1, color="gray", linestyle=":")
    ax.set_title(name, fontsize=9)
    if name != "Cauchy":
        ax.set_ylim(0, 2)
axes[-1].set(xscale="log", xlabel="values")
axes[2].set_ylabel("running mean")
plt.show()

# %% [markdown]
# - *Normal, lognormal, Pareto 3*: with ten times the values the interval shrinks to about a third, $`1/\sqrt{10}`$, at least from 200 values on. The lognormal merely starts three times wider, for its SD is 2.91.
# - *Pareto 1.5*: it only halves, as the chapter's rate $`n^{-1/3}`$ says, $`10^{-1/3}=0.46`$. After 20,000 values it is still 0.94 to 1.07, and its sample SD grows with every look, 0.76 to 3.56: there is nothing for it to converge to. One value in 20,000 makes up 1.5 % of the sum.
# - *Cauchy*: nothing happens. The mean of 20,000 values is as spread out as the mean of 20; by theory it has the law of a single value.
# - The lognormal's sample SD of 20 values is typically 1.14, of a true 2.91. Before the rare large values arrive the data look tame, and the standard error that you compute from them is too small.
#
# ## How soon is the mean normal, and does the interval cover?
#
# 4,000 samples of each size. On the left the theorem itself: the mean is standardized with the *true* SD, and the gap is the largest distance of its distribution function from the normal's.
# On the right what people use: the 95 % $`t`$ interval with the sample's own SD. For the Cauchy, whose mean does not exist, "truth" is its center.

# %%
COUNT = 4_000
sizes = (5, 20, 80, 320)
cover = {}
print("                    mean, by the true SD                |  t interval: truth is")
print("law            n    gap to normal  above +3  below -3  |  above  inside  below")
for name, law in LAWS.items():
    cover[name] = []
    for n in sizes:
        x = law(rng.random((COUNT, n)))
        mean, se = x.mean(axis=1), x.std(axis=1, ddof=1) / np.sqrt(n)
        half = t.ppf(0.975, n - 1) * se
        above, below = np.mean(mean + half < 1), np.mean(mean - half > 1)
        cover[name].append(1 - above - below)
        line = f"{name:12s} {n:3d}"
        if name in SD:
            z = np.sort((mean - 1) / (SD[name] / np.sqrt(n)))
            gap = np.abs(norm.cdf(z) - (np.arange(COUNT) + 0.5) / COUNT).max()
            line += f"{gap:14.3f} {np.mean(z > 3):12.4f} {np.mean(z < -3):9.4f}"
        else:
            line += " " * 37
        print(line + f"  | {above:7.3f} {1 - above - below:7.3f} {below:6.3f}")
print(f"normal: beyond 3 on one side {norm.sf(3):.4f}; simulation error of a gap about {0.87 / np.sqrt(COUNT):.3f}, of 0.95 {np.sqrt(0.95 * 0.05 / COUNT):.3f}")

# %%
# alt: Coverage of the 95 percent t interval against n on a log axis. The normal stays at 0.95, the Cauchy at 0.98. Pareto 3 climbs from about 0.79 to 0.93, the lognormal from 0.68 to 0.90, Pareto 1.5 from about 0.61 to 0.74.
fig, ax = plt.subplots()
for (name, values), color in zip(cover.items(), ("C0", "C1", "C2", "C3", "C4")):
    ax.plot(sizes, values, "o-", color=color, markersize=4, label=name)
ax.axhline(0.95, color="gray", linestyle=":")
ax.set(xscale="log", xlabel="values in the sample", ylabel="t intervals that hold 1")
ax.set_ylim(top=1)
ax.set_xticks(sizes, [str(n) for n in sizes])
ax.minorticks_off()
ax.legend(fontsize=8, loc="lower right")
plt.show()

# %% [markdown]
# - *The center arrives before the tail.* For the lognormal with 320 values the gap is down to 0.064, but the mean is beyond +3 with probability 0.0103, eight times the normal's 0.0013, and never beyond −3. A fourfold sample lowers the gap by 30 to 40 %, no more.
# - *The interval is worse than the theorem.* The $`t`$ interval of 20 lognormal values holds the truth in 0.766 of the samples, and nearly all misses have the truth *above*: a sample without a large value has a mean that is too low *and* an SD that is too small. "n above 30" does not save it: 0.841 at 80, 0.885 at 320.
# - *Without a variance it does not arrive.* Pareto 1.5 reaches 0.734 with 320 values. An interval that says 95 % and holds three times in four is not an approximation.
# - *Coverage is not everything.* The Cauchy's interval holds the center in 0.98 of the samples. The tails are symmetric, so one large value widens it more than it moves it; what is wrong with it is the width.
#
# ## Median and trimming
#
# They ignore the few large values. Two questions: how much steadier are they, and what do they estimate?

# %%
def trimmed(x):
    cut = int(TRIM * x.shape[1])
    return np.sort(x, axis=1)[:, cut : x.shape[1] - cut].mean(axis=1)


ways = {"mean": lambda x: x.mean(axis=1), "trimmed mean": trimmed, "median": lambda x: np.median(x, axis=1)}
u = (np.arange(100_000) + 0.5) / 100_000
spread = {}
print("               estimates in the long run       middle 90 % is this wide at n = 200     and at 2,000")
print("law             mean  trimmed  median         mean  trimmed  median               mean  trimmed  median")
for name, law in LAWS.items():
    target = ["   none" if name == "Cauchy" else "   1.00"] + [f"{f(law(u)[None])[0]:8.2f}" for f in (trimmed, ways["median"])]
    widths = []
    for n in (200, 2_000):
        x = law(rng.random((1_000, n)))
        widths.append([np.diff(np.quantile(f(x), [0.05, 0.95]))[0] for f in ways.values()])
    spread[name] = widths[0]
    print(f"{name:12s}" + " ".join(target) + "   " + "         ".join("".join(f"{w:9.3f}" for w in line) for line in widths))

# %%
# alt: Width of the middle 90 percent at 200 values, log axis, for mean, trimmed mean and median under five laws. Under the normal all three are close, the median slightly widest. Under the lognormal and both Paretos the mean is two to eight times wider than the median. Under the Cauchy the mean is about thirty times wider.
fig, ax = plt.subplots(figsize=(5.6, 3.2))
place = np.arange(len(LAWS))
for i, (way, color) in enumerate(zip(ways, ("C0", "C1", "C2"))):
    ax.bar(place + 0.27 * (i - 1), [spread[name][i] for name in LAWS], 0.25, color=color, label=way)
ax.set_xticks(place, list(LAWS))
ax.set(yscale="log", ylabel="width of the middle 90 %")
ax.legend(fontsize=9)
plt.show()

# %% [markdown]
# - *Steadier*: at 200 values the mean's middle 90 % is 4 times as wide as the median's for the lognormal, 7 times for Pareto 1.5 and 30 times for the Cauchy. Under the normal the median pays, 0.268 against 0.231, and trimming 10 % pays almost nothing, 0.239.
# - *Something else*: under skew they do not estimate the mean. For the lognormal the trimmed mean goes to 0.51 and the median to 0.32, and more data only make them surer of it. Revenue is the number of users times the *mean*; no budget adds up in medians.
#
# So robust estimates answer "what is typical?" and compare typical values. For the total there is no way around the tail: more data, a model of the tail, or a cap that is stated as part of the metric.
#
# ## What to say about it in an interview
#
# "I would look at the tail before I trust a mean. In a simulation with lognormal values, the 95 % t interval held the truth in 77 % of samples of 20 and 89 % of samples of 320, and the misses were on one side: the truth was above.
# With a Pareto of index 1.5 it stayed at 73 %, because there is no variance for the standard error to estimate, and for half the error I need about eight times the data instead of four.
# A median or a trimmed mean is several times steadier, but it estimates another quantity when the data are skewed, so I say which one the decision needs. If it needs the total, I report the share of the largest values, cap openly, or model the tail."
#
# What would reassure me: the largest value is a negligible share of the sum, and the sample SD has stopped growing.
# Against the rule of 30 argues [Hesterberg 2015][hesterberg2015]; on estimates that a few values cannot move, [Huber 1964][huber1964]; on telling heavy tails apart, [Clauset et al. 2009][clauset2009].
# Whether the bootstrap covers better is the subject of [another notebook](bootstrap-coverage.py).
#
# ## Change this and predict what happens
#
# **1. A milder skew.** In the first code cell set `SIGMA = 0.5`. From which sample size on would you use the $`t`$ interval for the lognormal?
#
# <details><summary>What happens</summary>
#
# It holds the truth in 0.911 of the samples of 5, 0.931 of 20 and 0.949 of 80. By 80 values the total is right, while the sides are not yet: 0.038 above and 0.013 below. The lognormal's true SD is now 0.53 instead of 2.91. "n above 30" was made for skew like this.
#
# </details>
#
# **2. A heavier tail.** Set `LIGHT, HEAVY = 3.0, 1.1`. The mean still exists. What do the running means and the $`t`$ interval do?
#
# <details><summary>What happens</summary>
#
# The means creep up from below: the middle 90 % is 0.21 to 1.22 at 20 values and still 0.55 to 1.26 at 20,000. The interval holds the truth in about one sample of four, 0.263 at 5 values and 0.269 at 320. The law of large numbers holds, and is of no use at any size you have.
#
# </details>
#
# **3. Trim more.** Set `TRIM = 0.25`, which leaves the middle half. Is the trimmed mean now closer to the mean or to the median, and where does it gain?
#
# <details><summary>What happens</summary>
#
# Closer to the median, in value (0.38 for the lognormal, median 0.32) and in spread: 0.378 for the Cauchy, where it was 0.492. Under the normal it pays a little more, 0.248 instead of 0.239. The median is the extreme case of trimming.
#
# </details>
