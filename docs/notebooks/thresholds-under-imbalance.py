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
# Here you own the world, so every payment's true probability is known: 20 training sets, two learners, and costs without the noise of test labels.

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


X_test, y_test = draw(250, 49_750)
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


SETS = 20
found = {}
for s in range(SETS):
    X, y = draw(POSITIVES, NEGATIVES)
    for learner in ("logistic", "tree"):
        for treatment in TREATMENTS:
            found.setdefault((learner, treatment), []).append(scores(learner, treatment, X, y, X_test))

print("mean over 20 sets     AUC  mean score  corrected  cost at 1/2  cost at corrected cut  (SD over sets)")
for (learner, treatment), z in found.items():
    shift = 0.0 if treatment == "as is" else np.log(K)
    corrected = [cost(one - shift >= logit(CUT)) for one in z]
    print(f"{learner:8s} {treatment:8s} {np.mean([roc_auc_score(y_test, one) for one in z]):8.3f} {expit(z).mean():11.4f}"
          f" {expit(np.array(z) - shift).mean():10.4f} {np.mean([cost(one >= 0) for one in z]):12.0f} {np.mean(corrected):22.0f} {np.std(corrected, ddof=1):15.0f}")

# %%
# alt: todo
edges = np.quantile(p_test, [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1])
fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.9), sharey=True, layout="constrained")
panels = (("logistic, raw", "logistic", 0), ("logistic, corrected", "logistic", 1), ("tree, corrected", "tree", 1))
for ax, (title, learner, undo) in zip(axes, panels):
    for treatment, color in TREATMENTS.items():
        z = found[learner, treatment][0] - (np.log(K) if undo and treatment != "as is" else 0.0)
        p = expit(z)
        group = np.searchsorted(np.quantile(p, [0.5, 0.8, 0.9, 0.95, 0.98, 0.99]), p, side="right")
        used = np.unique(group)
        ax.loglog([p[group == g].mean() for g in used], [p_test[group == g].mean() for g in used], color=color, marker=".", linewidth=1)
    ax.plot([1e-4, 1], [1e-4, 1], color="gray", linestyle=":")
    ax.set_title(title, fontsize=9)
    ax.set(xlim=(1e-5, 1.5), ylim=(2e-4, 1))
axes[1].set_xlabel("mean score of the group")
axes[0].set_ylabel("true share of fraud")
plt.show()

# %%
# alt: todo
ratios = np.geomspace(2, 1_000, 40)
z_plain, z_balanced = found["logistic", "as is"][0], found["logistic", "weights"][0]
fig, ax = plt.subplots()


def price(flag, ratio):
    """Cost when a miss costs `ratio` false alarms, over the cost of the best rule."""
    return np.mean(np.where(flag, 1 - p_test, ratio * p_test)) / np.mean(np.minimum(1 - p_test, ratio * p_test))


curves = {"as is, cut at 1/2": [price(z_plain >= 0, r) for r in ratios],
          "balanced, cut at 1/2": [price(z_balanced >= 0, r) for r in ratios],
          "as is, cut by cost": [price(z_plain >= -np.log(r), r) for r in ratios]}
for (name, values), color in zip(curves.items(), ("C1", "C3", "C0")):
    ax.loglog(ratios, values, color=color)
    print(f"{name:22s}", *(f"{values[np.argmin(abs(ratios - r))]:.2f}" for r in (5, 49, 199, 1000)))
plt.show()

# %%
# alt: todo
counts = np.array([5, 10, 20, 50, 100, 200, 500])
REPEATS = 60
rules = {}
X, y = draw(POSITIVES, NEGATIVES)
for name, learner, treatment in (("logistic", "logistic", "as is"), ("tree", "tree", "copies")):
    shift = 0.0 if treatment == "as is" else np.log(K)
    X_pool, y_pool = draw(1_000, 199_000)
    both = scores(learner, treatment, X, y, np.r_[X_test, X_pool]) - shift
    z, pool = both[:len(X_test)], both[len(X_test):]
    order = np.argsort(z)
    running = np.r_[0, np.cumsum(LOSS * p_test[order] - REVIEW)] / z.size * 1e3 + 1e3 * REVIEW
    def cost_at(cut): return running[np.searchsorted(z[order], cut)]
    assert abs(cost_at(logit(CUT)) - cost(z >= logit(CUT))) < 1e-6
    print(name, "formula", cost_at(logit(CUT)), "best cut", running.min())
    for n in counts:
        tuned, platt = [], []
        for _ in range(REPEATS):
            a = pool[rng.choice(1000, n)]; b = pool[1000 + rng.choice(199_000, 199 * n)]
            cuts = np.unique(np.r_[a, b.max() + 1])
            total = REVIEW * (a.size - np.searchsorted(np.sort(a), cuts) + b.size - np.searchsorted(np.sort(b), cuts)) + LOSS * np.searchsorted(np.sort(a), cuts)
            tuned.append(cost_at(cuts[total.argmin()]))
        print(n, np.mean(tuned), np.quantile(tuned, .9))
