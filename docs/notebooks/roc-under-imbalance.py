# ---
# weight: 10
# description: Two fraud models, one review queue; the model with the lower ROC-AUC catches more fraud, and you see when and why.
# needs: [metrics/roc-and-pr-curves]
# ---

# %% [markdown]
# # Two fraud models, one review queue
#
# Two vendors each sell a fraud score.
# On the same 1,000,000 payments, 1,000 of them fraud, vendor A has the higher ROC-AUC by a wide margin.
# The team can review 2,000 payments.
#
# **The question: whose score do you buy, and which number would have told you?**
#
# The chapter [ROC and precision–recall curves](../metrics/roc-and-pr-curves.md) has the definitions.
# The data are simulated with a fixed seed, so the truth is known.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

FRAUDS, LEGITIMATE = 1_000, 999_000
CAPACITY = 2_000  # payments that the team can review
KNOWN = 0.35  # share of frauds that use a device on vendor B's list


def payments(rng, frauds, legitimate):
    """What A sees (one column), what B sees (two columns), and the labels."""
    y = np.r_[np.ones(frauds, np.int64), np.zeros(legitimate, np.int64)]
    behavior = rng.normal(2.3 * y)  # A: a good signal for every fraud
    rough = rng.normal(1.3 * y)  # B: a weak signal for every fraud,
    listed = rng.random(y.size) < np.where(y == 1, KNOWN, 0.0002)  # and a list
    return behavior[:, None], np.c_[rough, listed], y


rng = np.random.default_rng(0)
sees_a, sees_b, y = payments(rng, 2_000, 100_000)
model_a = LogisticRegression().fit(sees_a, y)
model_b = LogisticRegression().fit(sees_b, y)

sees_a, sees_b, y = payments(rng, FRAUDS, LEGITIMATE)
score = {
    "A": model_a.decision_function(sees_a),
    "B": model_b.decision_function(sees_b),
}

# %% [markdown]
# Vendor A watches behavior: a good signal, the same for every fraud.
# Vendor B watches behavior badly, but keeps a list of known devices.
# On average the list holds 35 % of the frauds and only 2 in 10,000 legitimate payments.
# Each vendor fits a logistic regression on its own columns of the same training data; both are tested on the same million.
#
# All that follows needs, for each fraud, how many legitimate payments score at least as high.

# %%
def false_positives(s, y):
    """For each fraud, best first: the negatives with at least its score."""
    fraud, legitimate = np.sort(s[y == 1])[::-1], np.sort(s[y == 0])
    return legitimate.size - np.searchsorted(legitimate, fraud)


def summary(fp, negatives):
    tp = np.arange(1, fp.size + 1)
    return {
        "ROC-AUC": 1 - np.mean(fp / negatives),
        "average precision": np.mean(tp / (tp + fp)),
        "caught at capacity": int((tp + fp <= CAPACITY).sum()),
    }


above = {name: false_positives(s, y) for name, s in score.items()}
table = {name: summary(fp, LEGITIMATE) for name, fp in above.items()}
table = pd.DataFrame(table).T
for name, s in score.items():  # there are no ties, so the library must agree
    assert np.isclose(table.loc[name, "ROC-AUC"], roc_auc_score(y, s))
    library = average_precision_score(y, s)
    assert np.isclose(table.loc[name, "average precision"], library)
print(table.round(3).to_string())

# %% [markdown]
# A ranks a random fraud above a random legitimate payment in 95.2 % of pairs, B in 87.7 %.
# In the queue of 2,000, B catches 371 frauds and A 252.
# Both statements are right: the first is about all payments, the second about the top 0.2 % of them.

# %%
# alt: ROC curves of both models on ordinary axes. B rises steeply to about 0.35 at the left edge, then bends and stays below A nearly everywhere.
color = {"A": "C0", "B": "C1"}
fig, ax = plt.subplots()
for name, fp in above.items():
    fpr, tpr = fp / LEGITIMATE, np.arange(1, fp.size + 1) / fp.size
    ax.plot(np.r_[0, fpr[::10], 1], np.r_[0, tpr[::10], 1], color=color[name])
ax.plot([0, 1], [0, 1], color="gray", linestyle=":")
ax.annotate("A: higher area", (0.02, 1.0), color="C0")
ax.annotate("B: steep start", (0.2, 0.6), color="C1")
ax.set(xlabel="false-positive rate", ylabel="true-positive rate")
ax.set_ylim(-0.03, 1.08)
plt.show()

# %% [markdown]
# On these axes the queue is invisible: 2,000 reviews end at a false-positive rate below 0.002, a hair's breadth from the left edge.
# So put on the horizontal axis what the team lives with, the length of the queue, and stretch it.

# %%
# alt: Frauds caught against queue length on a log axis from 100 to 100,000. B is ahead until about 5,000 payments, then A overtakes. A line marks the capacity of 2,000, where B has 371 and A 252.
lengths = np.arange(1, 100_001)
drawn = np.unique(np.geomspace(100, 100_000, 120).astype(np.int64)) - 1
caught = {}
for name, fp in above.items():
    queue = np.arange(1, fp.size + 1) + fp  # its length when each fraud enters
    caught[name] = np.searchsorted(queue, lengths, side="right")
fig, ax = plt.subplots()
for name in score:
    ax.plot(lengths[drawn], caught[name][drawn], color=color[name])
ax.axvline(CAPACITY, color="gray", linestyle=":")
ax.annotate("capacity", (CAPACITY * 1.08, 40), color="gray")
ax.annotate("A", (14_000, 620), color="C0")
ax.annotate("B", (300, 340), color="C1")
ax.set(xscale="log", xlabel="payments reviewed")
ax.set(ylabel=f"frauds caught (of {FRAUDS:,})")
plt.show()
ahead = caught["A"] > caught["B"]
overtakes = lengths[ahead][0]
print("A is ahead for the first time at a queue of", overtakes)
print("and stays ahead to 100,000:", ahead[overtakes - 1 :].all())

# %% [markdown]
# The curves cross: up to 5,084 payments B is never behind, from 5,085 on A is ahead.
# That queue contains at most 5,085 of the 999,000 legitimate payments, so the crossing stands at a false-positive rate of about 0.5 %.
# ROC-AUC averages the height over the whole horizontal axis, and 99.5 % of that axis lies beyond the crossing.
#
# Average precision sided with B.
# Is that because it is the better number?
# Keep both rankers as they are and change only how rare fraud is, by giving every legitimate payment a weight.

# %%
# alt: Average precision against prevalence on a log axis, for both models. At the left, where fraud is rare, B is higher; the curves cross between one and two percent; at the right A is higher. Dotted horizontal lines show the two ROC-AUC values, which do not depend on prevalence.
def average_precision_at(prevalence, fp):
    tp = np.arange(1, fp.size + 1)
    weight = (1 - prevalence) / prevalence * tp.size / LEGITIMATE
    return np.mean(tp / (tp + weight * fp))


prevalence = np.geomspace(0.0002, 0.5, 60)
fig, ax = plt.subplots()
ap = {}
for name, fp in above.items():
    ap[name] = np.array([average_precision_at(p, fp) for p in prevalence])
    ax.plot(prevalence, ap[name], color=color[name])
    ax.axhline(table.loc[name, "ROC-AUC"], color=color[name], linestyle=":")
ax.annotate("ROC-AUC of A and B", (0.00021, 0.99))
ax.annotate("A", (0.004, 0.22), color="C0")
ax.annotate("B", (0.0025, 0.45), color="C1")
ax.set(xscale="log", xlabel="prevalence of fraud", ylabel="average precision")
ax.set_ylim(0, 1.06)
plt.show()
for name, best in (("B", ap["B"] > ap["A"]), ("A", ap["A"] > ap["B"])):
    where = prevalence[best]
    span = f"{where[0]:.2%} to {where[-1]:.2%}" if where.size else "nowhere"
    print(f"average precision prefers {name} at a prevalence of {span}")

# %% [markdown]
# One pair of rankers, one pair of ROC curves, and average precision changes its mind with the prevalence.
# It is not fairer than ROC-AUC; it weights the top of the list more, and the rarer fraud is, the more it does so ([McDermott et al. 2024][mcdermott2024]).
# At 1 fraud in 1,000 it happens to agree with the queue of 2,000.
#
# Last, is the gap noise?
# Draw six more test sets of the same size and score them with the same two models.

# %%
gaps = []
for seed in range(1, 7):
    seen = payments(np.random.default_rng(seed), FRAUDS, LEGITIMATE)
    score_a = model_a.decision_function(seen[0])
    score_b = model_b.decision_function(seen[1])
    a = summary(false_positives(score_a, seen[2]), LEGITIMATE)
    b = summary(false_positives(score_b, seen[2]), LEGITIMATE)
    gaps.append({name: b[name] - a[name] for name in a})
print("B minus A over six fresh test sets")
print(pd.DataFrame(gaps).agg(["min", "mean", "max"]).round(3).to_string())

# %% [markdown]
# ## What to say about it in an interview
#
# "ROC-AUC preferred A, the review queue preferred B, and six fresh test sets agreed every time, so it was not noise of the test set.
# The curves cross: B has a steep start, because about 350 of the 550 payments on its list are fraud, and A is better on the rest.
# I choose by frauds caught at the capacity we have, report where the curves cross so that the choice can be revisited when capacity grows, and use average precision only as a summary of the top of the list.
# And I would ask whether we can have both: B's list and A's behavior are different signals."
#
# B wins the queue on all six and A has the larger area on all six, so the disagreement is not noise of the test set.
# The first million flattered both a little: its gaps, 0.877 − 0.952 = −0.075 and 371 − 252 = 119 frauds, lie outside the range of the six.
# Quote the mean of several test sets if you have them, and remember that both models were trained only once.
#
# The list's figures are expectations: 0.35 × 1,000 frauds and 0.0002 × 999,000, about 200, others.
# More on what each area can and cannot tell: [Saito and Rehmsmeier 2015][saito2015], [Davis and Goadrich 2006][davis2006].

# %% [markdown]
# ## Change this and predict what happens
#
# **1.** In the first code cell, set `KNOWN = 0.05`: the list now holds 5 % of the frauds.
# Which of the three columns still prefers B?
#
# <details><summary>What happens</summary>
# None.
# B falls to a ROC-AUC of 0.820 and an average precision of 0.043, and catches 94 frauds in the queue.
# A, with 0.952, 0.116 and 252, is untouched and wins all three: B's whole advantage was the list.
# </details>
#
# **2.** In the first code cell, set `CAPACITY = 20_000`.
# Which numbers of the table change, and who wins?
#
# <details><summary>What happens</summary>
# Only the last column: A catches 607, B 476.
# The two areas do not know the capacity, so they stay where they were.
# The longer queue lies beyond the crossing, and there A is the better model.
# </details>
#
# **3.** In the first code cell, set `FRAUDS, LEGITIMATE = 100_000, 900_000` (and leave the capacity at 2,000).
# Whom does average precision prefer, and who wins the queue?
#
# <details><summary>What happens</summary>
# Average precision now prefers A, 0.759 to 0.665, yet B still wins the queue, 2,000 to 1,991.
# With 100,000 frauds both queues are nearly pure, and average precision looks far beyond them.
# ROC-AUC hardly moves (0.948 and 0.883): the scores within each class are distributed as before.
# The lesson holds for every summary: if you know the capacity, measure there.
# </details>
