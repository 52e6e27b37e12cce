# ---
# weight: 180
# description: Watch a beta posterior learn a click rate, check credible intervals under right and wrong priors, and decide an A/B question by its cost.
# needs: [math/bayesian-inference]
# ---

# %% [markdown]
# # What a credible interval promises, and to whom
#
# A Bayesian says "the rate is in this interval with probability 0.95".
# Ask how that could be false, and many have no answer: the truth is fixed, the interval is computed, where would the error show?
#
# **The question.** When does a wrong prior do harm, in which numbers does the harm show, and does it change what you decide in an A/B test?
#
# **The experiment.** First one button with a known click rate and three priors, user after user.
# Then 40,000 buttons whose rates come from a known distribution: an interval that claims 95 % must hold the rate for 95 % of them.
# Last, 20,000 A/B tests with a cost of shipping.
# The chapter [Bayesian inference](../math/bayesian-inference.md) derives all formulas; its button, 3 clicks of 20 users under Beta(2, 18), could be one of the 40,000.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import beta, norm

TRUE_RATE = 0.15
INFORMED = (2, 18)  # the prior of somebody who knows the other buttons
PRIORS = {"flat": (1, 1), "informed": INFORMED, "strong, wrong": (30, 30)}
WORLD = (2, 18)  # the rates of the 40,000 buttons are drawn from this beta distribution
VISITORS, COST = 5_000, 0.2  # of the A/B tests: visitors per arm, cost in percentage points
rng = np.random.default_rng(0)

# %% [markdown]
# ## One button, three priors
#
# The posterior after $`k`$ clicks of $`n`$ users is Beta($`a+k`$, $`b+n-k`$).
# Its mean is $`\frac{a+k}{a+b+n}`$: the prior counts as $`a+b`$ users who were there before, 2, 20 and 60 of them.

# %%
clicks = (rng.random(5_000) < TRUE_RATE).cumsum()
looks = np.array([0, 5, 20, 100, 500, 2_000, 5_000])
print("posterior mean and 95 % interval\nusers  clicks " + "".join(f"{name:>25s}" for name in PRIORS))
for n, k in zip(looks, np.r_[0, clicks][looks]):
    cells = []
    for a, b in PRIORS.values():
        low, high = beta.ppf([0.025, 0.975], a + k, b + n - k)
        cells.append(f"{(a + k) / (a + b + n):8.3f} ({low:.3f} to {high:.3f})".rjust(25))
    print(f"{n:5d} {k:7d} " + "".join(cells))

# %%
# alt: Posterior means with 95 percent bands against users on a log axis. The flat prior's band starts very wide, the informed one's narrow and low, and both settle near 0.15. The strong wrong prior starts at 0.5 and comes down to the others only after about a thousand users, its band above the true rate for most of the way.
fig, ax = plt.subplots()
n = np.unique(np.geomspace(1, 5_000, 150).astype(np.int64))
k = clicks[n - 1]
for (name, (a, b)), color in zip(PRIORS.items(), ("C0", "C2", "C3")):
    low, high = beta.ppf([[0.025], [0.975]], a + k, b + n - k)
    ax.fill_between(n, low, high, color=color, alpha=0.15, linewidth=0)
    ax.plot(n, (a + k) / (a + b + n), color=color, label=f"{name}, Beta({a}, {b})")
ax.axhline(TRUE_RATE, color="gray", linestyle=":")
ax.set(xscale="log", xlabel="users", ylabel="click rate", ylim=(0, 1))
ax.legend(fontsize=9)
plt.show()

# %% [markdown]
# The informed prior is ahead as long as data are few: after 20 users its interval is a third narrower than the flat one's.
# After 500 users the two agree to 0.003.
# The strong wrong prior is sure and wrong at 100 users, 0.215 to 0.353; even after 2,000 its mean is 0.010 above the others.
#
# On one button you cannot say whether "95 %" was true. So take many.
#
# ## Forty thousand buttons
#
# Rates are drawn from `WORLD`, clicks from the binomial, and we count how often each interval holds its rate.

# %%
def intervals(n, a, b, level=0.95):
    """Ends of the equal-tailed interval, one for each number of clicks from 0 to n."""
    k = np.arange(n + 1)
    return beta.ppf([[(1 - level) / 2], [(1 + level) / 2]], a + k, b + n - k)


rates = rng.beta(*WORLD, 40_000)
print(f"share of intervals that hold the rate, rates drawn from Beta{WORLD}")
print("prior          users    50 %    80 %    95 %  95 %, rates above 0.2  mean width")
for name, (a, b) in PRIORS.items():
    for n in (20, 200, 2_000):
        k, shares = rng.binomial(n, rates), []
        for level in (0.5, 0.8, 0.95):
            low, high = intervals(n, a, b, level)
            holds = (low[k] <= rates) & (rates <= high[k])
            shares.append(holds.mean())
        print(f"{name:14s} {n:5d}" + "".join(f"{s:8.3f}" for s in shares) +
              f"{holds[rates > 0.2].mean():23.3f} {np.mean(high[k] - low[k]):11.3f}")
weight, sd = 60 / (60 + 2_000), np.sqrt(0.1 * 0.9 / (60 + 2_000))
print(f"Beta(30, 30), 2,000 users, rate 0.1: pulled by {weight * 0.4:.3f}, posterior SD {sd:.3f}")

# %% [markdown]
# - The informed prior, which is the law of the world here, keeps every promise: 50, 80 and 95 %, at 20 users and at 2,000.
# - The strong wrong prior keeps none: 0.004 instead of 0.95 at 20 users, and still 0.491 at 2,000, when its intervals have the same width as the others. At a rate of 0.1 its 60 imaginary users still pull the mean by 0.012, almost two posterior SDs of 0.007.
# - The flat prior is not the law of this world, and its coverage is 0.950. Is it as good as the informed one, only wider?
# - For rates above 0.2 the informed intervals of 20 users hold 0.813. The promise is an average over the world; at the rare high rates it is not kept, at the usual ones it is more than kept.
#
# ## The average hides a wrong prior
#
# You never meet the average. You meet a button with 6 clicks.
# So count again, separately for each number of clicks of 20 users.

# %%
n = 20
k = rng.binomial(n, rates)
seen = np.arange(8)
given = {}
for name in ("flat", "informed"):
    low, high = intervals(n, *PRIORS[name])
    holds = (low[k] <= rates) & (rates <= high[k])
    given[name] = np.array([holds[k == c].mean() if np.any(k == c) else np.nan for c in seen])
print("clicks of 20   share of buttons   flat holds   informed holds")
for c in seen:
    print(f"{c:12d} {np.mean(k == c):18.3f} {given['flat'][c]:12.3f} {given['informed'][c]:16.3f}")

# %%
# alt: Share of 95 percent intervals that hold the rate, against clicks out of 20. The informed prior stays at the 0.95 line. The flat prior starts at 0.99 for no click and falls to about 0.7 at seven clicks.
fig, ax = plt.subplots()
for name, color in (("flat", "C0"), ("informed", "C2")):
    ax.plot(seen, given[name], "o-", color=color, label=name)
ax.axhline(0.95, color="gray", linestyle=":")
ax.set(xlabel="clicks of 20 users", ylabel="intervals that hold the rate", ylim=(0.5, 1.02))
ax.legend(loc="lower left")
plt.show()

# %% [markdown]
# The informed interval holds about 95 % at *every* number of clicks: that is what a posterior under the right prior promises, to whoever sees those data.
# The flat one is too cautious for buttons without a click (0.990) and far too sure about the winners, 0.795 at 6 clicks and 0.723 at 7: it believes 6 of 20 at its word, where the world knows that rates near 0.3 are rare and luck is not.
# The two errors cancel in the average of 0.950.
# Who looks at the best buttons only, and everybody does, never sees the average.
#
# ## A decision: ship B or not?
#
# Now 20,000 A/B tests. Both rates come from Beta(100, 1900), near 5 %, as in the chapter's question.
# Shipping costs as much as 0.2 percentage points of rate, for upkeep; the lift of B over A is what you gain.
# The rule that maximizes the expected gain is to ship when the posterior *mean* of the lift exceeds the cost. Beside it stand two popular rules.

# %%
rates = rng.beta(100, 1_900, (2, 20_000))  # A and B, the world of the chapter's A/B question
lift = 100 * (rates[1] - rates[0])  # percentage points
sold = rng.binomial(VISITORS, rates)
claims = {}
print(f"20,000 tests, {VISITORS:,} visitors per arm, shipping costs {COST} points")
print("prior, rule                      ships   lift promised   lift real   B worse   net gain per test")
for name, (a, b) in {"flat": (1, 1), "informed": (100, 1_900)}.items():
    mean = (a + sold) / (a + b + VISITORS)
    gap = 100 * (mean[1] - mean[0])  # posterior mean of the lift
    sd = 100 * np.sqrt((mean * (1 - mean) / (a + b + VISITORS + 1)).sum(axis=0))
    better = norm.cdf(gap / sd)  # P(B better), by the normal approximation
    claims[name] = better
    for rule, ship in (("mean lift above 0", gap > 0), ("mean lift above cost", gap > COST), ("P(B better) above 0.95", better > 0.95)):
        print(f"{name + ', ' + rule:33s}{ship.mean():5.2f} {gap[ship].mean():15.2f} {lift[ship].mean():11.2f} {np.mean(lift[ship] < 0):9.3f} {np.where(ship, lift - COST, 0).mean():19.3f}")
print(f"who knows the rates                                                                 {np.maximum(lift - COST, 0).mean():19.3f}")

# %%
# alt: Share of tests in which B is better against the claimed probability. Points of the informed prior lie on the diagonal; those of the flat prior lie below it above one half and above it below.
fig, ax = plt.subplots(figsize=(4.6, 3.6))
edges = np.linspace(0, 1, 11)
for name, color in (("flat", "C0"), ("informed", "C2")):
    at = np.clip(np.digitize(claims[name], edges) - 1, 0, 9)
    claimed, came = np.array([[claims[name][at == j].mean(), np.mean(lift[at == j] > 0)] for j in range(10)]).T
    ax.plot(claimed, came, "o", color=color, label=name, markersize=5)
    print(f"{name}: claimed {claimed[8]:.2f}, came true {came[8]:.2f}; claimed {claimed[9]:.2f}, came true {came[9]:.2f}")
ax.plot([0, 1], [0, 1], color="gray", linestyle=":")
ax.set(xlabel="claimed P(B better)", ylabel="share of tests with B better")
ax.legend()
plt.show()

# %% [markdown]
# - *The sign is robust.* With equal arms and equal priors, "mean lift above 0" ships the same tests under both priors, with a real lift of 0.47 points.
# - *The promise is not.* For those tests the flat prior promised 0.66. The informed prior promised 0.47 and kept it: no further correction for having picked winners is needed, because the shrinkage is the correction.
# - *The decision with a cost* is in between: the flat prior ships 40 % instead of 37 %, and the net gains are nearly equal, 0.144 and 0.145. At 5,000 visitors the wrong prior spoils the report more than the decision.
# - *Waiting for P(B better) above 0.95* makes few mistakes, 0.016 to 0.026, and gives away gain: 0.105 and 0.119. It is a rule for somebody to whom a wrong launch costs far more than a missed one.
#
# ## What to say about it in an interview
#
# "A credible interval is right on average over its prior, so I test it where I know the prior: I draw rates, then data, and count. Under the right prior 95 % held, for every number of clicks that I might see.
# Under a flat prior the total was also 95 %, but 99 % for buttons without a click and 72 % for seven clicks of twenty. An average can be calibrated and every case wrong.
# A strong wrong prior still failed at 2,000 users, with intervals as narrow as the others', so a narrow interval is no sign of a harmless prior.
# In 20,000 A/B tests the prior hardly changed what I shipped at 5,000 visitors, but the flat one promised 0.66 points and delivered 0.47. So I take the prior from past tests, and I ship by expected gain against cost, not by a 95 % threshold."
#
# What flips it: if nobody agrees on a prior, or a regulator wants a guarantee at every rate, I give a confidence interval, whose promise holds for each rate separately.
# Sources: [Gelman et al. 2013][gelman2013], chapters 2 and 9; [Deng et al. 2016][deng2016] on priors from past tests; [Lee and Shen 2018][lee2018] on the winner's curse in experiments.
#
# ## Change this and predict what happens
#
# **1. Right mean, too sure.** In the first code cell set `INFORMED = (20, 180)`. The mean is still that of the world, 0.1. What does the 95 % interval hold after 20 and after 2,000 users?
#
# <details><summary>What happens</summary>
#
# 0.469 and 0.822, and none of the rates above 0.2 after 20 users. The prior claims ten times the data that it stands for, and its intervals are less than half as wide as they should be, 0.079 instead of 0.175. Overconfidence is as bad as a wrong center.
#
# </details>
#
# **2. The wrong prior comes true.** Set `WORLD = (30, 30)`: rates are now near one half. Which priors keep the 95 % at 20 users?
#
# <details><summary>What happens</summary>
#
# The strong one, 0.949, with the narrowest intervals, 0.217 wide, and the flat one, 0.955, with 0.393. The formerly informed prior holds 0.217 and needs 2,000 users for 0.934. No prior is right or wrong by its looks. (No button is without a click any more; that line prints nan.)
#
# </details>
#
# **3. A tenth of the visitors.** Set `VISITORS = 500`. How far do the promises of the flat prior and the net gains part?
#
# <details><summary>What happens</summary>
#
# Far. Above the cost the flat prior promises 1.42 points and delivers 0.29, for a net gain of 0.037; the informed one promises 0.38, delivers 0.39 and gains 0.049. At P(B better) above 0.95 the flat prior promises 2.91 and delivers 0.61, while the informed one ships almost nothing. With few data the prior also decides.
#
# </details>
