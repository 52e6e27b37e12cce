# ---
# weight: 70
# description: Weights, copies and thinning against moving the threshold on rare fraud, with calibration, cost curves and too few positives to tune.
# needs: [concepts/class-imbalance]
# ---

# %% [markdown]
# # Thresholds under imbalance
#
# **The question.** One payment in 200 is fraud. A colleague balances the classes, you only move the threshold.
# Do you end up with different decisions, who still has probabilities, and how many labeled frauds does it take to choose a threshold by trial?
#
# **The experiment.** The chapter [Class imbalance](../concepts/class-imbalance.md) shows that weights, copies and thinning all multiply the odds by one factor $`k`$, and that the cut which costs least is $`p^*=c_0/(c_0+c_1)`$, with $`c_0`$ the extra cost of a false alarm and $`c_1`$ that of a miss.
# It shows it once, for a logistic model that has the right form.
# Here you own the world, so every payment's true probability is known: 8 training sets, two learners, and costs without the noise of test labels.

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

POSITIVES, NEGATIVES = 100, 19_900  # in each training set
REVIEW, LOSS = 3.0, 150.0  # a review costs 3, an unreviewed fraud 150
LEAF = 50  # smallest leaf of the tree, in rows
SEED = 0
SHIFT = np.array([1.5, 1.0])  # by how much frauds differ, in standard deviations
PRIOR = 100 / 20_000  # prevalence in the world
K = NEGATIVES / POSITIVES  # the factor that balancing puts on the odds
CUT = REVIEW / LOSS  # c0 = 3 and c1 = 150 - 3, so p* = 3 / 150
rng = np.random.default_rng(SEED)


def draw(positives, negatives):
    y = np.repeat(np.array([1, 0]), [positives, negatives])
    return rng.normal(size=(y.size, 2)) + np.outer(y, SHIFT), y


def truth(X):
    """The true log-odds of fraud, by Bayes' rule."""
    return X @ SHIFT - SHIFT @ SHIFT / 2 + logit(PRIOR)


X_test, y_test = draw(100, 19_900)
p_test = expit(truth(X_test))


def cost(flag):
    """Expected cost per 1,000 payments, from the true probabilities."""
    return 1_000 * np.mean(np.where(flag, REVIEW, LOSS * p_test))


best = cost(p_test >= CUT)
print(f"per 1,000 payments: never flag {cost(p_test < 0):.0f}, flag all {cost(p_test >= 0):.0f}, best possible {best:.0f}")
print(f"cut by cost {CUT:.3f}; a balanced model's cut at one half is {1 / (1 + K):.3f}")

# %% [markdown]
# ## Four treatments, two learners
#
# Each training set is used as it is, with balanced class weights, with positives copied at random until the classes are even, and with negatives thinned to the number of positives.
# A logistic regression has the right form for this world. A decision tree does not, and it counts rows: a leaf needs 50 of them.
# Scores are log-odds. "Corrected" means minus $`\log k`$ with $`k=199`$; the tree's leaves with no fraud or nothing but fraud get a probability of 0.0001 or 0.9999 first.

# %%
TREATMENTS = {"as is": "C0", "weights": "C1", "copies": "C2", "thinned": "C3"}


def scores(learner, treatment, X, y, new):
    """Log-odds on the rows of new, after training on (X, y) under a treatment."""
    rows = np.arange(y.size)
    if treatment == "copies":
        rows = np.r_[rng.choice(POSITIVES, NEGATIVES), rows[POSITIVES:]]
    if treatment == "thinned":
        rows = np.r_[rows[:POSITIVES], POSITIVES + rng.choice(NEGATIVES, POSITIVES, replace=False)]
    weight = "balanced" if treatment == "weights" else None
    if learner == "logistic":
        model = LogisticRegression(C=np.inf, class_weight=weight)
    else:
        model = DecisionTreeClassifier(max_depth=8, min_samples_leaf=LEAF, class_weight=weight, random_state=0)
    return logit(np.clip(model.fit(X[rows], y[rows]).predict_proba(new)[:, 1], 1e-4, 1 - 1e-4))


SETS = 8
found = {}
for s in range(SETS):
    X, y = draw(POSITIVES, NEGATIVES)
    for learner in ("logistic", "tree"):
        for treatment in TREATMENTS:
            found.setdefault((learner, treatment), []).append(scores(learner, treatment, X, y, X_test))

print("mean over 8 sets    mean score  corrected  excess log loss  AUC   cost at 1/2  corrected cut (SD)")
fixed = {}  # log-odds after correction, shape (SETS, payments)
for (learner, treatment), z in found.items():
    z = np.array(z)
    fixed[learner, treatment] = z if treatment == "as is" else z - np.log(K)
    p = expit(fixed[learner, treatment])
    excess = 1_000 * np.mean(p_test * np.log(p_test / p) + (1 - p_test) * np.log((1 - p_test) / (1 - p)))
    at_cut = np.array([cost(row >= CUT) for row in p])
    auc = np.mean([roc_auc_score(y_test, row) for row in z])
    half = np.mean([cost(row >= 0) for row in z])
    print(f"{learner:8s} {treatment:8s} {expit(z).mean():12.4f} {p.mean():10.4f} {excess:16.2f} {auc:6.2f} {half:12.0f} {at_cut.mean():13.0f} ({at_cut.std(ddof=1):.0f})")

# %%
# alt: Three log-log panels of true share of fraud against mean score. Raw logistic: only the untreated model is on the diagonal, the other three lie together far to the right of it, with scores near 1 where at most a fifth are frauds. Corrected logistic: all four on the diagonal. Corrected tree: the copies' line is flatter than the diagonal, the thinned one strays too.
fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.9), sharey=True, layout="constrained")
panels = (("logistic, raw", "logistic", found), ("logistic, corrected", "logistic", fixed), ("tree, corrected", "tree", fixed))
for ax, (title, learner, table) in zip(axes, panels):
    for treatment, color in TREATMENTS.items():
        p = expit(np.array(table[learner, treatment])).ravel()
        group = np.searchsorted(np.quantile(p, [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995]), p, side="right")
        size = np.bincount(group).clip(1)  # tied scores can leave a group empty
        x, true = np.bincount(group, p) / size, np.bincount(group, np.tile(p_test, SETS)) / size
        ax.loglog(x[x > 0], true[x > 0], color=color, marker=".", linewidth=1, label=treatment)
    ax.plot([1e-4, 1], [1e-4, 1], color="gray", linestyle=":")
    ax.set_title(title, fontsize=9)
    ax.set(xlim=(1e-5, 1.5), ylim=(2e-4, 1))
axes[0].legend(fontsize=8, frameon=False, loc="upper left")
axes[1].set_xlabel("mean score of the group")
axes[0].set_ylabel("true share of fraud")
plt.show()

# %% [markdown]
# ## What the table says
#
# - *The logistic model* ranks the same under every treatment (AUC 0.89). Balanced, its mean score is 0.26 where the truth is 0.005; after subtracting $`\log k`$ it is right again, group by group, and the costs agree: 489, 490, 490. Thinning used 200 of 20,000 rows and pays for it, 495, with the widest spread.
# - *At a cut of one half* nobody comes near 489: the costs run from 641 to 1,010, and never flagging costs 752. The plain models flag too little, most balanced ones too much.
# - *The tree* on copies has a corrected mean of 0.0050, exactly the base rate, and is still wrong at both ends: its excess log loss (per 1,000 payments, over the true probabilities) is 22.29, four times the 5.34 of the untreated tree. Each fraud is there about 199 times, so a single one can fill a leaf of 50 rows, and the extremes are too extreme. Subtracting a constant cannot repair that; a matching mean does not show it.
# - *No treatment helps the tree clearly*: 585, 588 and 589 at the corrected cut, with standard deviations of 19 to 33 over the sets. The logistic model, which has the right form, saves about 100 more than any of them.
#
# Which price hides in "balanced"? Let a miss be worth $`r`$ false alarms, and compare three rules with the best possible one, for every $`r`$.

# %%
# alt: Cost relative to the best rule against how many false alarms a miss is worth, log axes. The untreated model cut at one half is best at 1 and seven times too dear at 1,000; the balanced model cut at one half touches the best only near 199; the untreated model cut by cost stays at 1 throughout.
ratios = np.geomspace(2, 1_000, 50)


def price(flag, ratio):
    """Cost when a miss costs `ratio` false alarms, over the cost of the best rule."""
    return np.mean(np.where(flag, 1 - p_test, ratio * p_test)) / np.mean(np.minimum(1 - p_test, ratio * p_test))


plain, balanced = np.array(found["logistic", "as is"]), np.array(found["logistic", "weights"])
cuts = {"as is, cut at one half": (plain, lambda r: 0.0, "C0"),
        "balanced, cut at one half": (balanced, lambda r: 0.0, "C1"),
        "as is, cut by cost": (plain, lambda r: -np.log(r), "C2")}
print("a miss costs, in false alarms", *(f"{r:5d}" for r in (5, 49, 199, 1_000)))
fig, ax = plt.subplots()
for (name, (z, cut, color)), spot in zip(cuts.items(), ((130, 2.7), (2.4, 5), (12, 1.06))):
    ax.loglog(ratios, [np.mean([price(row >= cut(r), r) for row in z]) for r in ratios], color=color)
    ax.text(*spot, name, color=color, ha="right" if name.startswith("as is, cut at") else "left")
    print(f"{name:29s}", *(f"{np.mean([price(row >= cut(r), r) for row in z]):5.2f}" for r in (5, 49, 199, 1_000)))
ax.set(xlabel="false alarms that one miss is worth", ylabel="cost / least possible cost")
plt.show()

# %% [markdown]
# ## How many frauds does it take to tune a threshold?
#
# So far the cut came from a formula. The alternative is trial: take a validation set, try every cut, keep the cheapest.
# Draw validation sets with 5 to 200 frauds and 199 times as many others, tune the cut on each, and pay the true cost of what was chosen.
# Two models: the untreated logistic, whose scores are probabilities, and the tree trained on copies, whose corrected scores are not.

# %%
# alt: Mean true cost against the number of frauds in the validation set. For the logistic model the tuned cut starts well above the formula and only approaches it. For the tree the tuned cut starts above the formula and ends below it.
counts = np.array([5, 10, 20, 50, 100, 200])
trials, models = 8, 5
fig, ax = plt.subplots()
for name, treatment, color in (("logistic", "as is", "C0"), ("tree", "copies", "C2")):
    formula, floor, tuned = [], [], np.zeros((models, trials, counts.size))
    for m in range(models):
        X, y = draw(POSITIVES, NEGATIVES)
        pool, y_pool = draw(1_000, 40_000)
        z = scores(name, treatment, X, y, np.r_[X_test, pool]) - (0.0 if treatment == "as is" else np.log(K))
        test, fraud, other = z[:y_test.size], z[y_test.size:][y_pool == 1], z[y_test.size:][y_pool == 0]
        ascending = np.sort(test)
        running = 1_000 * (REVIEW + np.r_[0, np.cumsum(LOSS * p_test[np.argsort(test)] - REVIEW)] / test.size)
        formula.append(running[np.searchsorted(ascending, logit(CUT))])
        floor.append(running[np.searchsorted(ascending, np.r_[ascending, np.inf])].min())
        for t in range(trials):
            for i, n in enumerate(counts):
                a, b = np.sort(rng.choice(fraud, n)), np.sort(rng.choice(other, 199 * n))
                tries = np.r_[a, np.inf]  # only a cut at a fraud, or above all, can be cheapest
                missed, alarms = np.searchsorted(a, tries), b.size - np.searchsorted(b, tries)
                chosen = tries[np.argmin(LOSS * missed + REVIEW * (n - missed + alarms))]
                tuned[m, t, i] = running[np.searchsorted(ascending, chosen)]
    print(f"{name}: formula {np.mean(formula):.0f}, best cut in hindsight {np.mean(floor):.0f}")
    print("   frauds  ", *(f"{n:5d}" for n in counts))
    print("   mean    ", *(f"{c:5.0f}" for c in tuned.mean(axis=(0, 1))))
    print("   worst   ", *(f"{c:5.0f}" for c in tuned.max(axis=(0, 1))))
    ax.semilogx(counts, tuned.mean(axis=(0, 1)), color=color, marker=".")
    ax.axhline(np.mean(formula), color=color, linestyle=":")
    ax.text(210, tuned.mean(axis=(0, 1))[-1], name, color=color, va="center")
    ax.text(5, np.mean(formula) - 6, "formula", color=color, va="top")
ax.set(xlabel="frauds in the validation set", ylabel="true cost per 1,000 payments", xlim=(4.5, 420))
plt.show()

# %% [markdown]
# ## What tuning buys
#
# The balanced model at one half is right where a miss is worth 199 false alarms, the price that balancing put in, and costs 1.43 times the least at 49, the price used here.
# The plain model cut by cost is right everywhere, without a refit.
#
# Tuning by trial is a trade.
# For the logistic model the formula costs 489, and no cut does better; tuning on 5 frauds costs 525 on average, on 50 still 494, and the worst of forty trials with 10 frauds cost 677.
# For the tree on copies the formula trusts scores that are off and costs 602; the tuned cut is worse with 5 frauds (632), about even with 20 (601), and better from 50 on (588), toward the best of 577.
#
# ## What to say about it in an interview
#
# "I simulated it with known probabilities. For a logistic model weights, copies and moving the threshold gave the same decisions within one percent of cost, once each was cut where the costs say; thinning to 200 rows cost a little more, with a wider spread.
# Balancing turned the mean score from 0.005 to 0.26, and one subtraction repaired it.
# For a tree on copies the subtraction repaired the mean and not the calibration, so I check groups of scores, not the average.
# If the scores are calibrated I take the threshold from costs. If they are not, I tune or recalibrate on data with the natural mix, but only with positives enough: in my simulation tuning cost more than the formula with 5 frauds, broke even near 20, and won from 50 on."
#
# The break-even is a property of this tree and these costs, not a rule; with three other seeds it lay between 20 and 50 as well.
# The cost formula is from [Elkan 2001][elkan2001]; that balancing leaves ranking alone and spoils calibration is the finding of [van den Goorbergh et al. 2022][goorbergh2022] for logistic models.

# %% [markdown]
# ## Change this and predict what happens
#
# **1. A dearer miss.** In the first code cell set `REVIEW, LOSS = 3.0, 600.0`. Which rows of the big table now agree in their last two columns, and why?
#
# <details><summary>What happens</summary>
#
# All six balanced rows. The cut by cost is now $`3/600=0.005=1/(1+199)`$, exactly the price in the balance, so one half before the correction is the cost cut after it: 1,116 and 1,116 for the weighted logistic model. The plain logistic model costs 2,923 at one half and 1,116 at its own cut. The tree's order changes too: thinned is now the cheapest tree, 1,461.
#
# </details>
#
# **2. Smaller leaves.** Set `LEAF = 5`. What happens to the excess log loss of the four trees, and to the mean score of the thinned one after correction?
#
# <details><summary>What happens</summary>
#
# All four get worse: 9.51, 23.74, 25.39 and 248.81. The thinned tree has leaves with frauds only, whose probability of 0.9999 survives the subtraction: its corrected mean score is 0.0687, almost fourteen times the base rate. The logistic rows do not move.
#
# </details>
#
# **3. Same ratio, fewer cases.** Set `POSITIVES, NEGATIVES = 20, 3_980`. Prevalence and factor are unchanged. Which logistic treatment suffers most?
#
# <details><summary>What happens</summary>
#
# Thinning, now 40 rows: 530 with a standard deviation of 28, against 494 for the model as it is, 503 with weights and 503 with copies. The imbalance is the same; the small number of frauds is what hurts, and weights and copies add to it, because 20 rows then carry half of the total weight.
#
# </details>
