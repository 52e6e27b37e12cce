# ---
# weight: 40
# description: Run thousands of A/A tests, read each one honestly, by peeking and by picking a metric, and price every cure in power.
# needs: [statistics/tests-and-p-values]
# ---

# %% [markdown]
# # P-values when nothing happens
#
# **The question.** A team runs an A/B test for ten days and watches twenty metrics.
# Each p-value is right.
# How often does a change that does nothing look like a win, what do the cures cost, and what is left of the effect in the tests that stop early?
#
# **The experiment.** You run 8,000 tests of a change that does nothing and keep everything: every metric on every day.
# Then you read the *same* tests four ways.
# Afterwards you run 8,000 tests of a change that works, and read those with the same rules.
#
# The chapter [Tests and p-values](../statistics/tests-and-p-values.md) proves that a p-value is uniform under the null, and gives the false-alarm rate of ten looks and of twenty independent metrics, one at a time.
#
# ## The machine
#
# On each day the difference of the two arms in a metric is approximately normal, because it averages many users; it is measured in its own standard errors, and the days are independent.
# The z statistic after $`t`$ days is the sum of $`t`$ such numbers divided by $`\sqrt t`$.
# Metrics of the same users are correlated: 0.3 between any two.
# A real effect, where there is one, sits in metric 0 only, and is just large enough for power 0.8 in an honest test after day ten.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import norm

STUDIES, LOOKS, METRICS = 8_000, 10, 20
RHO = 0.3  # correlation of two metrics
POWER = 0.8  # of one honest test at the end, level 0.05
LEVEL = 0.05

DELTA = norm.isf(LEVEL / 2) + norm.ppf(POWER)  # mean of z at the end
CUT = norm.isf(LEVEL / 2)


def run(rng, delta):
    """z statistics, shape (STUDIES, LOOKS, METRICS); metric 0 has mean delta at the last look."""
    shared = rng.normal(size=(STUDIES, LOOKS, 1))
    own = rng.normal(size=(STUDIES, LOOKS, METRICS))
    day = RHO**0.5 * shared + (1 - RHO) ** 0.5 * own
    day[:, :, 0] += delta / LOOKS**0.5
    return day.cumsum(axis=1) / np.sqrt(np.arange(1, LOOKS + 1))[:, None]


rng = np.random.default_rng(0)
null, effect = run(rng, 0.0), run(rng, DELTA)
last = 2 * norm.sf(np.abs(null[:, -1, 0]))
print(f"mean of z at the end, if the change works: {DELTA:.2f}")
print(f"change does nothing: p <= 0.05 in {np.mean(last <= 0.05):.3f}, p <= 0.5 in {np.mean(last <= 0.5):.3f}")
found = 2 * norm.sf(np.abs(effect[:, -1, 0])) <= 0.05
print(f"change works: p <= 0.05 in {found.mean():.3f}")

# %%
# alt: The z statistic of one metric over ten days in eight tests without effect, wandering between the cuts at plus and minus 1.96. Three orange tests cross a cut at some day and come back; five gray ones never cross.
paths = null[:, :, 0]
crossed = (np.abs(paths) > CUT).any(axis=1)
back = crossed & (np.abs(paths[:, -1]) <= CUT)
print(f"crossed on some day: {crossed.mean():.3f}; of these back inside at the end: {back.sum() / crossed.sum():.2f}")
days = np.arange(1, LOOKS + 1)
fig, ax = plt.subplots()
ax.plot(days, paths[~crossed][:5].T, color="gray", linewidth=1)
ax.plot(days, paths[back][:3].T, "o-", color="C1", markersize=3)
for sign in (-1, 1):
    ax.axhline(sign * CUT, color="C0", linestyle="--", linewidth=1)
ax.text(LOOKS, CUT + 0.15, "p = 0.05", color="C0", ha="right")
ax.set(xlabel="day", ylabel="z of metric 0, no effect", ylim=(-3.4, 3.4))
plt.show()

# %% [markdown]
# ## Four readings of the same tests
#
# - *honest*: metric 0, last day;
# - *peeking*: metric 0, the smallest p-value of the ten days;
# - *picking*: last day, the smallest p-value of the twenty metrics;
# - *both*: the smallest of all two hundred.
#
# If a reported p-value is valid, at most 5 % of them are at or below 0.05, 10 % at or below 0.10, and so on: their cumulative curve stays on or below the diagonal.

# %%
READINGS = {  # which looks and which metrics are searched
    "honest": (slice(-1, None), slice(0, 1)),
    "peeking": (slice(None), slice(0, 1)),
    "picking": (slice(-1, None), slice(None)),
    "both": (slice(None), slice(None)),
}


def largest(z, reading):
    """The largest |z| that the reading finds, one a study."""
    looks, metrics = READINGS[reading]
    return np.abs(z[:, looks, metrics]).max(axis=(1, 2))


for name in READINGS:
    p = 2 * norm.sf(largest(null, name))
    print(f"{name:8s} p <= 0.05 in {np.mean(p <= 0.05):.3f}, p <= 0.001 in {np.mean(p <= 0.001):.4f}")
print("false alarms   metrics:  1     5    20")
for looks in (1, 3, 10):
    seen = np.unique(np.linspace(LOOKS, 0, looks, endpoint=False).astype(np.int64)) - 1
    rates = [(np.abs(null[:, seen, :m]) > CUT).any(axis=(1, 2)).mean() for m in (1, 5, 20)]
    print(f"{looks:2d} looks               ", "  ".join(f"{r:.2f}" for r in rates))

# %%
# alt: Cumulative share of reported p-values from 0 to 0.2. The honest one lies on the gray diagonal. Peeking, picking and both rise far above it, both most steeply.
level = np.linspace(0, 0.2, 81)
fig, ax = plt.subplots()
color = {"honest": "C0", "peeking": "C2", "picking": "C3", "both": "C1"}
place = {"honest": (0.13, 0.06), "peeking": (0.13, 0.33), "picking": (0.13, 0.76), "both": (0.056, 0.87)}
for name in READINGS:
    p = np.sort(2 * norm.sf(largest(null, name)))
    ax.plot(level, np.searchsorted(p, level, side="right") / p.size, color=color[name])
    ax.text(*place[name], name, color=color[name])
ax.plot(level, level, color="gray", linestyle="--", linewidth=1)
ax.axvline(0.05, color="gray", linestyle=":", linewidth=1)
ax.set(xlabel="reported p-value", ylabel="share of tests at or below it", ylim=(0, 1))
plt.show()

# %% [markdown]
# - The honest reading is uniform: 4.8 % at or below 0.05, 49.8 % at or below 0.5, and a curve on the diagonal.
# - Looking daily finds "p ≤ 0.05" on some day in 18.9 % of tests, and three of four of these are back inside at the end. Stopping at the first crossing freezes the excursion.
# - The best of twenty metrics passes in 54.3 %. Were they independent it would be $`1 - 0.95^{20} = 0.64`$; correlated metrics are fewer than they look.
# - Both habits together: 96.1 %. A change that does nothing almost always wins somewhere, some day. Even "p ≤ 0.001" turns up in 9.1 % of tests.
#
# No p-value was computed wrongly. What is wrong is the reading: the smallest of 200 p-values is not a p-value.
#
# ## The cures, and their price
#
# Each reading can be made valid by a stricter cut.
# *Bonferroni* divides the level by the number of tries.
# *Calibrated* takes the cut that the largest |z| exceeds in 5 % of tests without effect, so it knows the correlation; it is computed on the first half of the tests and judged on the second.
# Then let the change work: how often does each rule find the effect in metric 0?

# %%
half = STUDIES // 2
tries = {"honest": 1, "peeking": LOOKS, "picking": METRICS, "both": LOOKS * METRICS}
rules = {}
print("rule                     cut  false alarms  finds metric 0")
for name in READINGS:
    looks = READINGS[name][0]
    cuts = {
        "as is": CUT,
        "Bonferroni": norm.isf(LEVEL / 2 / tries[name]),
        "calibrated": np.quantile(largest(null[:half], name), 1 - LEVEL),
    }
    for cure, cut in cuts.items():
        false = np.mean(largest(null[half:], name) > cut)
        finds = (np.abs(effect[:, looks, 0]) > cut).any(axis=1).mean()
        rules[name, cure] = false, finds
        if name != "honest" or cure == "as is":
            print(f"{name:8s} {cure:11s} {cut:8.2f} {false:13.3f} {finds:15.3f}")

# %%
# alt: False alarms on the horizontal and power on the vertical axis. Untreated peeking, picking and both lie to the right with high false alarms. Their calibrated and Bonferroni versions lie at or left of the 5 percent line with less power than the honest test.
fig, ax = plt.subplots()
mark = {"as is": "o", "Bonferroni": "s", "calibrated": "^"}
for (name, cure), (false, finds) in rules.items():
    if name != "honest" or cure == "as is":
        ax.plot(false, finds, mark[cure], color=color[name])
        if cure == "as is":
            ax.text(false, finds - 0.045, name, color=color[name], ha="center", va="top")
        if cure == "calibrated":
            ax.text(false + 0.025, finds, f"{name}, cured", color=color[name], va="center")
ax.axvline(LEVEL, color="gray", linestyle=":", linewidth=1)
ax.text(0.97, 0.4, "circle: as is\nsquare: Bonferroni\ntriangle: calibrated", color="gray", ha="right")
ax.set(xlabel="false alarms, no effect", ylabel="finds the effect in metric 0", xlim=(-0.02, 1), ylim=(0.15, 1))
plt.show()

# %% [markdown]
# - Every stricter cut brings false alarms to 5 % or below, up to the error of 4,000 tests (0.003). All of them cost power: 0.80 becomes 0.68 for ten looks and 0.44 for twenty metrics, and 0.31 for both.
# - Bonferroni is nearly exact for metrics (cut 3.02 against 2.96) and wasteful for looks (2.81 against 2.56). Neighboring looks share most of their data, so ten looks are far fewer than ten tries.
# - Untreated peeking has the highest power in the table, 0.86. It buys 0.065 over the honest test with four times the false alarms.
# - The cheapest cure costs no power: name one metric and one day beforehand. Then the other metrics are secondary and the cut stays at 1.96.
#
# ## What early stopping does to the estimate
#
# The calibrated peeking rule is valid, so why not simply stop as soon as it fires?
# The false-alarm rate is right, but look at the estimates of the tests that stop.
# The next cell divides the estimated effect on the stopping day by the true one.

# %%
cut = np.quantile(largest(null[:half], "peeking"), 1 - LEVEL)
z = effect[:, :, 0]
fires = np.abs(z) > cut
stop = np.where(fires.any(axis=1), fires.argmax(axis=1), LOOKS - 1)
at_stop = z[np.arange(STUDIES), stop]
estimate = at_stop / np.sqrt(stop + 1) / (DELTA / LOOKS**0.5)  # 1 is the truth
won = fires.any(axis=1)
ends = np.abs(z[:, -1]) > CUT
all_days = z[:, -1] / DELTA
print(f"average length {np.mean(stop + 1):.1f} days, found {won.mean():.2f}")
print(f"estimate / truth: stopped as significant {estimate[won].mean():.2f}, all tests {estimate.mean():.2f}")
print(f"honest test: significant ones {all_days[ends].mean():.2f}, all tests {all_days.mean():.2f}")
by_day = [estimate[won & (stop == t)].mean() for t in range(LOOKS)]
share = [np.mean(won & (stop == t)) for t in range(LOOKS)]
print("day of stopping  ", " ".join(f"{t + 1:5d}" for t in range(LOOKS)))
print("share of tests   ", " ".join(f"{s:5.2f}" for s in share))
print("estimate / truth ", " ".join(f"{b:5.2f}" for b in by_day))

# %%
# alt: Bars of the mean estimate divided by the truth against the stopping day. Tests that stop on day 1 overestimate the effect about threefold; the bars fall toward 1 by day 10.
fig, ax = plt.subplots()
ax.bar(days, by_day, 0.8, color="C2")
ax.axhline(1, color="gray", linestyle="--", linewidth=1)
ax.text(LOOKS + 0.4, 1.35, "truth", color="gray", ha="right")
ax.set(xlabel="day on which the test stopped as significant", ylabel="estimate / true effect")
plt.show()

# %% [markdown]
# Stopping early saves days: the average test takes 6.9 of 10.
# The estimate pays for it.
# A test that stops on day 1 reports 3.26 times the true effect, since nothing smaller could cross the cut after one day; the significant ones together report 1.59 times the truth, against 1.13 for the honest test.
# The average over *all* tests, significant or not, is 1.28: stopping itself biases the estimate, because lucky tests are cut short and unlucky ones go on.
# The honest test has no such bias over all tests, 1.00; what it has among the significant ones is the winner's curse of the [chapter](../statistics/tests-and-p-values.md#tests-share-of-false-findings).
#
# ## What to say about it in an interview
#
# "A p-value is uniform under the null only for a plan that was fixed beforehand.
# I simulated 8,000 A/A tests: read honestly 5 % are significant, with daily looks 19 %, with the best of twenty metrics 54 %, with both 96 %.
# If we need to look, I use a sequential cut, about 2.56 instead of 1.96 for ten looks; it costs power, 0.80 to 0.68 at the same maximal length, and gives back about a third of the days if the effect is as large as planned.
# For several metrics I name a primary one and correct the others.
# And I do not report the effect of a test that stopped early as it stands: on day one it was three times too large. I shrink it, or measure it again."
#
# "On a real platform I would run the same check with A/A tests on logged data: if the p-values are not flat, the standard error is wrong, often because rows of one user were counted as independent."
#
# The inflation by repeated looks was computed by [Armitage et al. 1969][armitage1969]; [Johari et al. 2017][johari2017] give p-values for A/B tests that stay valid however often you look; [Gelman and Carlin 2014][gelman2014] name the exaggeration.

# %% [markdown]
# ## Change this and predict what happens
#
# **1. Nearly the same metric.** In the first code cell set `RHO = 0.9`.
# How many false alarms does picking cause now, and which cure suffers?
#
# <details><summary>What happens</summary>
#
# 15.6 % instead of 54.3 %: twenty copies of nearly one metric are few tries.
# Bonferroni still divides by twenty and becomes wasteful: false alarms 0.011, power 0.42.
# The calibrated cut falls from 2.96 to 2.48, and the power rises from 0.44 to 0.62.
#
# </details>
#
# **2. Look more often.** Set `LOOKS = 30` in the line `STUDIES, LOOKS, METRICS = 8_000, 10, 20`: thirty looks instead of ten at the same total amount of data.
# Do the false alarms of peeking triple?
#
# <details><summary>What happens</summary>
#
# No: 27.6 % instead of 18.9 %.
# Looks close together see nearly the same z, so each new one adds less, yet the rate goes on rising.
# The calibrated cut moves from 2.56 to 2.72 and its power from 0.68 to 0.65: looking more often is cheap once the cut is made for it.
#
# </details>
#
# **3. A small effect.** Set `POWER = 0.2`.
# What does a significant test tell about the size of the effect?
#
# <details><summary>What happens</summary>
#
# Too much: 2.23 times the truth in the honest test, 3.64 times with the calibrated early stop, and 6.37 times if it stopped on day 1.
# The calibrated rule now finds the effect in 14 % of tests, and stopping hardly saves time, 9.4 of 10 days.
# False alarms do not change; they do not depend on the effect.
#
# </details>
