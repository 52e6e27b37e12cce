# ---
# weight: 120
# description: Cross-validate thousands of samples whose true error is known; see which spread repeats remove, which error bars lie, and what choosing adds.
# needs: [concepts/cross-validation]
# ---

# %% [markdown]
# # How far is a cross-validated score from the truth?
#
# Five-fold cross-validation gave your model a score, and the five folds gave an error bar.
# You cut the folds again with another seed and got another score.
#
# **The question.** How far can such a number be from the true error, for 2, 5, 10 folds, leave-one-out or many repeats?
# Does the error bar mean anything?
# And what happens to the number when it was the best of many?
#
# **The experiment.** Take the world of the chapter [Cross-validation](../concepts/cross-validation.md): least squares with 10 features on 40 rows, where the true error of every fitted model is known exactly.
# The chapter prints the averages; here you see the whole distribution, split it by cause, and follow it through repeats and through a search.

# %% [markdown]
# ## The world
#
# The features are independent and normal with variance 1, the noise has variance 1.
# A fit with coefficients $`\hat{\vect{\beta}}`$ then has the expected squared error $`1+\norm{\hat{\vect{\beta}}-\vect{\beta}}_2^2`$ on new rows; averaged over training sets of $`m`$ rows that is $`\mathrm{err}(m)=1+10/(m-11)`$.
#
# For least squares the true coefficients do not matter to any held-out residual, so they are zero here.

# %%
import matplotlib.pyplot as plt
import numpy as np

SETS, ROWS, P = 2_000, 40, 10
rng = np.random.default_rng(0)


def fit(X, y):
    Xt = X.swapaxes(-1, -2)
    return np.linalg.solve(Xt @ X, Xt @ y[..., None])[..., 0]


def held_out(X, y, fold):
    """Squared errors of the rows, each by the model that did not see its fold, shape of y."""
    loss = np.zeros(y.shape)
    for j in range(fold.max() + 1):
        out = fold == j
        b = fit(X[..., ~out, :], y[..., ~out])
        loss[..., out] = (y[..., out] - (X[..., out, :] @ b[..., None])[..., 0]) ** 2
    return loss


def err(m):
    return 1 + P / (m - P - 1)


X, y = rng.normal(size=(SETS, ROWS, P)), rng.normal(size=(SETS, ROWS))
this_model = 1 + np.sum(fit(X, y) ** 2, axis=1)  # error of the model fitted on all rows
loss = {k: held_out(X, y, np.arange(ROWS) % k) for k in (2, 5, 10, ROWS)}
score = {f"{k} folds": loss[k].mean(axis=1) for k in (2, 5, 10)}
score["leave one out"] = loss[ROWS].mean(axis=1)
score["10 x 5 folds"] = np.mean([held_out(X, y, rng.permutation(ROWS) % 5).mean(axis=1) for _ in range(10)], axis=0)
print(f"truth: err({ROWS}) = {err(ROWS):.3f}; single models from {np.quantile(this_model, 0.05):.2f} to {np.quantile(this_model, 0.95):.2f}")
print("                 mean   bias     SD   RMSE to err   RMSE to this model   5 % to 95 %")
for name, s in score.items():
    print(f"{name:14s} {s.mean():6.2f} {s.mean() - err(ROWS):6.2f} {s.std():6.2f} {np.sqrt(np.mean((s - err(ROWS)) ** 2)):13.2f}"
          f" {np.sqrt(np.mean((s - this_model) ** 2)):20.2f}   {np.quantile(s, 0.05):.2f} to {np.quantile(s, 0.95):.2f}")

# %%
# alt: Five boxes of cross-validated scores over 2,000 samples, and a sixth of true errors. The box of two folds is highest and longest; those of five folds, ten folds, leave-one-out and repeated five folds are alike, with medians near the true error and whiskers from below 1 to above 2; the box of the true errors of the single models is much shorter.
fig, ax = plt.subplots(figsize=(5.6, 3.3))
shown = {**score, "true errors": this_model}
for i, values in enumerate(shown.values()):
    color = {"color": "C2" if i == 5 else "C0"}
    ax.boxplot([values], positions=[i + 1], whis=(5, 95), showfliers=False, widths=0.5,
               boxprops=color, whiskerprops=color, capprops=color, medianprops=color)
ax.axhline(err(ROWS), color="gray", linestyle=":")
ax.annotate(f"err({ROWS})", (1.5, err(ROWS)), xytext=(0, -4), textcoords="offset points", ha="center", va="top", color="gray")
ax.set_xticks(range(1, 7), [n.replace(" folds", "\nfolds").replace("leave ", "leave\n").replace("true ", "true\n") for n in shown])
ax.set_ylabel("mean squared error")
plt.show()

# %% [markdown]
# - **The spread is the story, not the bias.** Ten folds overstate the error by 0.06 on average, and a single score has a standard deviation of 0.39: nine scores in ten lie between 0.86 and 2.10, around a truth of 1.345.
# - **Two folds lose on both counts**, with a bias of 0.78 and the widest spread: twenty training rows are few for ten coefficients.
# - **Leave-one-out is the best here**, for a stable procedure and squared error; the chapter has an unstable procedure for which its spread is the widest.
# - **Ten repeats of five folds** reach the spread of ten folds and keep the bias of five. They cost 50 fits, leave-one-out 40 (or one, with the chapter's shortcut), and lie farther from the truth: RMSE 0.41 against 0.35.
# - **The models differ less than their scores**: true errors run from 1.12 to 1.71.
#
# ## Two kinds of luck
#
# Split the variance of the score by cause.
# *The luck of the cut*: how much the score moves when the same 40 rows are cut again.
# *The luck of the sample*: how much the average over all cuts moves when other 40 rows are drawn.
# Repeats average the first away and cannot touch the second.

# %%
CUTS, FEW = 30, 400
cuts, share = {}, {}
for k in (2, 5, 10):
    again = [held_out(X[:FEW], y[:FEW], rng.permutation(ROWS) % k).mean(axis=1) for _ in range(CUTS)]
    cuts[k] = np.array(again)  # (cuts, samples)
    cut = cuts[k].var(axis=0, ddof=1).mean()
    sample = cuts[k].mean(axis=0).var(ddof=1) - cut / CUTS
    share[k] = sample / (sample + cut)
    print(f"{k:2d} folds: SD from the cut {np.sqrt(cut):.2f}, from the sample {np.sqrt(sample):.2f}; the sample has {share[k]:.0%} of the variance")
average = cuts[5].mean(axis=0)
print(f"correlation of 10 x 5 folds with the error of this model: {np.corrcoef(score['10 x 5 folds'], this_model)[0, 1]:.2f}")

# %%
# alt: Fourteen samples in order of their average five-fold score. For each, thirty gray dots of recut scores form a short vertical cloud; the clouds climb from about 1.1 to about 1.9. Green diamonds, the true errors of the models, are scattered between 1.1 and 1.9 and do not climb with the clouds.
chosen = np.argsort(average[:14])
fig, ax = plt.subplots(figsize=(5.6, 3.2))
for place, s in enumerate(chosen):
    ax.plot(np.full(CUTS, place), cuts[5][:, s], ".", color="C0", alpha=0.35, markersize=5)
ax.plot(np.arange(14), this_model[:14][chosen], "D", color="C2", markersize=5)
ax.text(0.03, 0.92, "recut scores", color="C0", transform=ax.transAxes)
ax.text(0.03, 0.83, "truth for this model", color="C2", transform=ax.transAxes)
ax.axhline(err(ROWS), color="gray", linestyle=":")
ax.set(xlabel="sample", ylabel="five-fold score")
ax.set_xticks([])
plt.show()

# %% [markdown]
# Each cloud is one sample, cut thirty times.
# Its height is the luck of the sample, 77 % of the variance at five folds and 90 % at ten.
# Repeats shrink a cloud to its middle; they do not move the middle toward the diamond.
# And the clouds do not even point at the diamonds: the correlation of the repeated score with the error of this model is 0.02, the blindness that the chapter derives.
#
# ## The error bar
#
# Three standard errors are in use for the mean of $`r`$ repeats of five folds.
# *Naive*: the standard deviation of the $`5r`$ fold scores over $`\sqrt{5r}`$.
# *Rows*: average the losses of each row over repeats, then their standard deviation over $`\sqrt{n}`$.
# *Corrected* ([Nadeau and Bengio 2003][nadeau2003]): replace $`1/(5r)`$ by $`1/(5r)+1/4`$, test rows over training rows.
# The real one is the standard deviation of the score over samples.

# %%
# alt: Standard error against the number of repeats, one to thirty, log axis. The real spread falls slightly and stays near 0.4. The naive error bar starts below it and falls below 0.1. The error bar from rows stays nearly flat below the real one. The corrected one starts at 0.5, above the real one, and comes down to about its level.
folds, rows = [], []
for _ in range(CUTS):
    fold = rng.permutation(ROWS) % 5
    one = held_out(X[:FEW], y[:FEW], fold)
    folds.extend(one[:, fold == j].mean(axis=1) for j in range(5))
    rows.append(one)
folds, rows = np.array(folds), np.array(rows)
repeats = np.array([1, 2, 3, 5, 10, 20, 30])
bar = {"real": [], "naive": [], "rows": [], "corrected": []}
inside = {"naive": [], "rows": [], "corrected": []}
for r in repeats:
    mean, sd = folds[: 5 * r].mean(axis=0), folds[: 5 * r].std(axis=0, ddof=1)
    se = {"naive": sd / np.sqrt(5 * r), "rows": rows[:r].mean(axis=0).std(axis=1, ddof=1) / np.sqrt(ROWS),
          "corrected": sd * np.sqrt(1 / (5 * r) + 1 / 4)}
    bar["real"].append(mean.std(ddof=1))
    for name, s in se.items():
        bar[name].append(np.sqrt(np.mean(s**2)))
        inside[name].append(np.mean(np.abs(mean - err(ROWS * 4 // 5)) < 1.96 * s))
fig, ax = plt.subplots()
for name, color in (("corrected", "C3"), ("real", "gray"), ("rows", "C2"), ("naive", "C1")):
    ax.plot(repeats, bar[name], "o-", color=color, markersize=4, linewidth=2.5 if name == "real" else 1.5, label=name)
ax.set(xscale="log", xlabel="repeats of five folds", ylabel="standard error", ylim=(0, None))
ax.set_xticks(repeats, repeats)
ax.minorticks_off()
ax.legend(loc="center right", bbox_to_anchor=(1, 0.42))
plt.show()
for i in (0, 4, 6):
    print(f"{repeats[i]:2d} repeats: real {bar['real'][i]:.2f};", "; ".join(
        f"{name} {bar[name][i]:.2f}, covers {inside[name][i]:.2f}" for name in inside))

# %% [markdown]
# - **The naive bar shrinks because you worked, not because you know more.** After 30 repeats it says 0.06 where the real spread is 0.38, and 1.96 such bars cover the expected score in 21 % of the samples. After a single cut it is too short already: 0.33 for 0.41, covering 0.80.
# - **The bar from rows does not fall for repeats**, 0.30 to 0.33, but it ignores that rows share models: it covers about 0.84.
# - **The corrected bar** covers about 0.90 here. It is a heuristic, and its closeness to the real spread is no theorem; with other procedures it can be too long or too short.
#
# "Covers" counts how often the target lies inside; the target is $`\mathrm{err}(32)`$, what five folds estimate without bias.
#
# ## The best of many
#
# Now search.
# Twenty features, of which ten have the coefficient 0.3, and $`M`$ candidates: each is least squares on eight features picked at random.
# Some candidates are truly better than others, so choosing pays.
# For each of 200 samples take the candidate with the lowest five-fold score and compare three numbers: its score, its true error after a refit on all rows, and the true error of a candidate picked blindly.

# %%
WIDE, SIZE, CANDIDATES = 20, 8, 100
BETA = np.where(np.arange(WIDE) < 10, 0.3, 0.0)


def search(rows, sets=200):
    """Five-fold scores and true errors of all candidates, each (sets, candidates)."""
    X = rng.normal(size=(sets, rows, WIDE))
    y = X @ BETA + rng.normal(size=(sets, rows))
    cv, true = np.zeros((2, sets, CANDIDATES))
    for m in range(CANDIDATES):
        some = rng.permutation(WIDE)[:SIZE]
        cv[:, m] = held_out(X[..., some], y, np.arange(rows) % 5).mean(axis=1)
        full = np.zeros((sets, WIDE))
        full[:, some] = fit(X[..., some], y)
        true[:, m] = 1 + np.sum((full - BETA) ** 2, axis=1)
    order = rng.permuted(np.tile(np.arange(CANDIDATES), (sets, 1)), axis=1)  # no candidate is always first
    return np.take_along_axis(cv, order, axis=1), np.take_along_axis(true, order, axis=1)


many = np.array([1, 2, 5, 10, 20, 50, 100])
found = {}
for rows_ in (40, 160):
    cv, true = search(rows_)
    every = np.arange(len(cv))
    won = [cv[:, :m].argmin(axis=1) for m in many]
    found[rows_] = np.array([[cv[every, w].mean(), true[every, w].mean()] for w in won])
    print(f"{rows_} rows: blind pick {true.mean():.2f}; best candidate by truth {true.min(axis=1).mean():.2f}")
    for m, (s, t) in zip(many, found[rows_]):
        print(f"   best of {m:3d}: score {s:.2f}, truth {t:.2f}, optimism {t - s:5.2f}")

# %%
# alt: Two panels, 40 and 160 rows, error against the number of candidates on a log axis. With 40 rows the winner's score falls steeply from above to far below its true error, which does not fall at all. With 160 rows both fall and the gap stays small.
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.1))
for ax, (rows_, values) in zip(axes, found.items()):
    ax.plot(many, values[:, 1], "o-", color="C2", markersize=4, label="its true error")
    ax.plot(many, values[:, 0], "o-", color="C0", markersize=4, label="winner's score")
    ax.set(xscale="log", title=f"{rows_} rows", xlabel="candidates")
axes[0].set_ylabel("mean squared error")
axes[1].legend(loc="upper right")
plt.show()

# %% [markdown]
# With 40 rows the search is an illusion.
# The score of the winner falls from 2.07 to 1.31, and its true error goes from 1.94 to 2.01: the hundredth candidate improved the report and nothing else, although a candidate with a true error of 1.52 was there on average.
# With 160 rows the same search is worth its price: true error 1.62 to 1.47, and the score is 0.15 too good.
# Look at the first line of each table as well: without a choice the score is *pessimistic*, by 0.12 and 0.01, since it trained on four fifths of the rows. That pessimism hides the flattery for small searches.
#
# ## What to say about it in an interview
#
# "I simulated it with a known truth: 40 rows, ten features, least squares.
# A ten-fold score had a standard deviation of 0.39 around 1.41, and 90 % of its variance was the luck of the sample, which no recut removes.
# The naive standard error over 30 repeats said 0.06; so I report the corrected one or a fresh test set, and I never divide by the number of repeats.
# Choosing the best of a hundred candidates on 40 rows lowered the score by more than a third and the true error not at all.
# So with few rows I try few candidates, nest the search when I need a number, and put my effort into more rows."
#
# If they ask which $`k`$: ten if I can afford it, five otherwise; here the step from two to five matters, and from ten on hardly anything does.
# That no estimator of the variance is unbiased for all distributions is the theorem of [Bengio and Grandvalet 2004][bengio2004]; what the score estimates is taken apart in [Bates et al. 2024][bates2024]; the search is the subject of [Cawley and Talbot 2010][cawley2010].

# %% [markdown]
# ## Change this and predict what happens
#
# **1. Four times the rows.** In the first code cell set `ROWS = 160` (the line reads `SETS, ROWS, P = 2_000, 160, 10`). Does the choice of $`k`$ still matter? Which part of the variance grows in share?
#
# <details><summary>What happens</summary>
#
# It hardly matters: 5, 10 and 160 folds have bias 0.02, 0.01 and 0.00 and a standard deviation of 0.13, 0.12 and 0.12. The luck of the sample now has 93 % of the variance at five folds, up from 77 %, so repeats are worth even less.
# The naive bar of one cut is nearly right (0.12 for 0.13), and after 30 repeats still absurd (0.02).
#
# </details>
#
# **2. Candidates that resemble each other.** In the search set `SIZE = 18`: each candidate uses 18 of the 20 features. What happens to the optimism of the best of 100?
#
# <details><summary>What happens</summary>
#
# It falls from 0.70 to 0.32 with 40 rows and from 0.15 to 0.01 with 160: candidates that share nearly all features share their luck, and there is little left to select on.
# With 40 rows a single candidate is pessimistic by 0.60, since 18 coefficients on 32 training rows are far worse than on 40.
# What counts is not how many candidates you tried but how differently their scores err.
#
# </details>
#
# **3. Nothing to find.** In the line of `BETA` replace `0.3` by `0.0`, so that all features are noise. Where does the score of the best of 100 end, and does its true error stay put?
#
# <details><summary>What happens</summary>
#
# With 40 rows the score falls to 0.98, below the noise variance 1, which no model can beat. The true error *rises*, from 1.25 to 1.46: the winner is the candidate whose features match the noise of this sample best, and its refit follows that noise.
# With 160 rows the score ends at 1.00 and the truth at 1.09.
#
# </details>
