# ---
# weight: 170
# description: Map C and gamma on two moons whose best accuracy is known, count support vectors, and see what one unscaled feature does.
# needs: [algorithms/support-vector-machines]
# ---

# %% [markdown]
# # The map of C and gamma
#
# "Tune C and gamma on a logarithmic grid" is the answer that everybody gives.
# It leaves out what the grid looks like: where the good settings lie, why they lie there, and how the machine tells you that you are off.
#
# **The question.** What do $`C`$ and $`\gamma`$ each do to accuracy and to the support vectors, is there a setting that is best, and what happens to the map when one feature is in other units?
#
# **The experiment.** The two moons of the chapter [Support vector machines](../algorithms/support-vector-machines.md), with a law that you know: a uniform angle on one of two half circles, plus Gaussian noise.
# So the probability of each class at each point is known, and with it the best accuracy that any classifier can have.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

ROWS, SETS = 300, 3
NOISE = 0.3  # standard deviation around the half circles
USELESS = 5  # columns without signal, in the last experiment
rng = np.random.default_rng(0)


def circles(t):
    return np.array([[np.cos(t), np.sin(t)], [1 - np.cos(t), 0.5 - np.sin(t)]])


def moons(n):
    y = rng.integers(0, 2, n)
    X = circles(rng.uniform(0, np.pi, n))[y, :, np.arange(n)]
    return X + NOISE * rng.normal(size=(n, 2)), y


def chance(X, features):
    """Probability of class 1 given the chosen features."""
    curves = circles(np.linspace(0, np.pi, 201))[:, features]
    near = np.array([np.exp(-((X[:, features, None] - c) ** 2).sum(axis=1) / (2 * NOISE**2)).mean(axis=1) for c in curves])
    return near[1] / near.sum(axis=0)


points, _ = moons(1_000)
p = chance(points, [0, 1])


def accuracy(said):
    """Expected share of right answers at the 1,000 points: their labels need not be drawn."""
    return np.where(said == 1, p, 1 - p).mean()


sets = [moons(ROWS) for _ in range(SETS)]
print(f"best possible accuracy {accuracy(p > 0.5):.3f}")
for feature in (0, 1):
    print(f"with feature {feature + 1} alone {accuracy(chance(points, [feature]) > 0.5):.3f}")

# %% [markdown]
# ## The grid
#
# Five values of $`C`$, seven of $`\gamma`$, three training sets of 300 rows.
# A bounded support vector has its multiplier at the ceiling $`C`$: it lies inside the street or on the wrong side.

# %%
COSTS, GAMMAS = 10.0 ** np.arange(-1, 4), 10.0 ** np.arange(-3, 4)
right, trained, support, bounded = np.zeros((4, SETS, COSTS.size, GAMMAS.size))
for s, (X, y) in enumerate(sets):
    for i, C in enumerate(COSTS):
        for j, gamma in enumerate(GAMMAS):
            svm = SVC(C=C, gamma=gamma).fit(X, y)
            right[s, i, j] = accuracy(svm.predict(points))
            trained[s, i, j] = svm.score(X, y)
            support[s, i, j] = svm.support_.size / ROWS
            bounded[s, i, j] = np.sum(np.abs(svm.dual_coef_) > C * (1 - 1e-6)) / ROWS
for name, table in (("accuracy", right), ("training accuracy", trained), ("support vectors, share of rows", support),
                    ("at the ceiling, share of rows", bounded)):
    print(f"{name}\n      C  gamma" + "".join(f"{g:8g}" for g in GAMMAS))
    for C, line in zip(COSTS, table.mean(axis=0)):
        print(f"{C:7g}       " + "".join(f"{v:8.2f}" for v in line))

# %%
# alt: Two panels against gamma on a log axis, one line for C of 0.1, 1, 10 and 1000. Accuracy: each line rises to a plateau near the best possible value and falls again; a larger C reaches it at a smaller gamma. Support vectors: high at both ends of gamma, lowest at gamma 1 for every C.
fig, axes = plt.subplots(1, 2, figsize=(5.6, 3.2), layout="constrained")
for i, color in ((0, "C0"), (1, "C1"), (2, "C2"), (4, "C3")):
    for ax, table in zip(axes, (right, support)):
        ax.plot(GAMMAS, table[:, i].mean(axis=0), "o-", markersize=3, color=color, label=f"C = {COSTS[i]:g}")
axes[0].axhline(accuracy(p > 0.5), color="gray", linestyle=":")
axes[0].set_title("accuracy (dotted: best possible)", fontsize=9)
axes[1].set_title("support vectors, share of rows", fontsize=9)
axes[0].legend(loc="lower center", fontsize=8)
for ax in axes:
    ax.set(xscale="log", xlabel="gamma")
plt.show()

# %% [markdown]
# - *No best setting, but a ridge.* 0.91 of a possible 0.914 stands at (C, gamma) = (1000, 0.1), at 1, 10, 100 and 1000 with gamma 1, at (1, 10) and at (0.1, 10): the wider the kernel, the larger the C it needs.
# - *C mends a wide kernel in part, a narrow one not at all.* At gamma 0.1 accuracy climbs with C from 0.82 to 0.91, at 0.01 it stops at 0.85; at gamma 100 it never passes 0.87, whatever C is.
# - *Many support vectors do not say which side you are off on.* Their share is high at both ends. The multipliers tell: at (0.1, 0.001) 0.96 of the rows support, all at the ceiling, and training accuracy is 0.52: too stiff. At (10, 100) 0.85 support, 0.02 at the ceiling, and training accuracy is 0.99: each row holds up its own bump.
# - *Sparsity is no selection rule.* Among the settings that tie at 0.91, between 0.22 and 0.89 of the rows are support vectors.
#
# ## Why there is a ridge
#
# For small $`\gamma`$ the kernel is $`1-\gamma\norm{\vect{x}-\vect{z}}^2`$ to first order.
# Its squared norms cancel in the dual, because $`\sum_i\alpha_iy_i=0`$, and $`2\gamma\,\vect{x}\T\vect{z}`$ is left: a *linear* machine whose cost is $`2\gamma C`$.
# [Keerthi and Lin 2003][keerthi2003] prove it in the limit. How soon is it true?

# %%
X, y = sets[0]
print("C · 2 gamma   gamma   same answers as linear SVM with that C   support vectors   of linear")
for product in (0.1, 1.0):
    line = SVC(kernel="linear", C=product).fit(X, y)
    for gamma in (1.0, 0.1, 0.01, 0.001):
        svm = SVC(C=product / (2 * gamma), gamma=gamma).fit(X, y)
        same = np.mean(svm.predict(points) == line.predict(points))
        print(f"{product:11g} {gamma:7g} {same:40.3f} {svm.support_.size:17d} {line.support_.size:11d}")
print(f"accuracy of that linear machine {accuracy(line.predict(points)):.3f}")
for s, (X, y) in enumerate(sets):
    found = np.array([[cross_val_score(SVC(C=C, gamma=g), X, y, cv=5).mean() for g in GAMMAS[2:5]] for C in COSTS[:4]])
    i, j = np.unravel_index(found.argmax(), found.shape)
    print(f"set {s}: five folds choose C = {COSTS[i]:g}, gamma = {GAMMAS[2 + j]:g} at {found.max():.3f};"
          f" true accuracy {right[s, i, 2 + j]:.3f}, best on the grid {right[s].max():.3f}")

# %%
# alt: Three panels of the 300 points with the best possible boundary dashed in gray and the machine's in green. C 1 with gamma 0.01 draws a straight line through both moons. C 10 with gamma 1 follows the dashed curve closely. C 10 with gamma 100 wraps the first class in a ragged outline with islands.
fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.6), sharex=True, sharey=True, layout="constrained")
side = np.meshgrid(np.linspace(-2, 3, 70), np.linspace(-1.6, 2, 70))
grid = np.c_[side[0].ravel(), side[1].ravel()]
best = chance(grid, [0, 1]).reshape(side[0].shape)
X, y = sets[0]
for ax, (C, gamma) in zip(axes, ((1, 0.01), (10, 1), (10, 100))):
    svm = SVC(C=C, gamma=gamma).fit(X, y)
    score = svm.decision_function(grid).reshape(side[0].shape)
    for k, marker in ((0, "s"), (1, "o")):
        ax.plot(*X[y == k].T, marker, color=f"C{k}", markersize=1.5)
    ax.contour(*side, best, levels=[0.5], colors="gray", linestyles="--", linewidths=1.2)
    ax.contour(*side, score, levels=[0], colors="C2", linewidths=1.5)
    ax.set_title(f"C = {C}, gamma = {gamma}", fontsize=9)
axes[0].set_ylabel("feature 2")
axes[1].set_xlabel("feature 1")
plt.show()

# %% [markdown]
# At gamma 0.01 the RBF machine gives at least 0.995 of the answers of the linear one with cost $`2\gamma C`$, at 0.001 all of them.
# So along a diagonal of the lower left corner nothing changes, and a grid that lies there tunes a linear model twice.
#
# Five folds chose three different settings on three sets, each on the ridge, and lost at most 0.005 of accuracy against the best on the grid.
# What folds report for the winner is another matter: 0.930, 0.923 and 0.900 where the truth is 0.909, 0.912 and 0.907. With 300 rows the standard error of such a number is about $`\sqrt{0.91\cdot0.09/300}=0.017`$, more than all differences along the ridge.
#
# ## More rows, more support vectors
#
# The machine is said to be sparse. Keep a setting on the ridge and let the data grow.

# %%
print("  rows  support vectors  share  at the ceiling  training error  accuracy")
for n in (100, 200, 400, 800, 1_600):
    X, y = moons(n)
    svm = SVC(C=10.0, gamma=1.0).fit(X, y)
    top = np.sum(np.abs(svm.dual_coef_) > 10.0 * (1 - 1e-6))
    print(f"{n:6d} {svm.support_.size:16d} {svm.support_.size / n:6.2f} {top:15d} {1 - svm.score(X, y):15.2f} {accuracy(svm.predict(points)):9.3f}")
print(f"twice the smallest possible error {2 * (1 - accuracy(p > 0.5)):.2f}")

# %% [markdown]
# Accuracy has arrived by 400 rows or so; the support vectors keep coming, 90 to 324 while the rows grow fourfold, because every row inside the street or on the wrong side is one.
# The share falls toward a floor, not toward 0: for the hinge loss and the RBF kernel, with a cost that grows suitably, it tends to twice the smallest possible error ([Steinwart 2003][steinwart2003]), here 0.17.
# So a prediction costs in proportion to the rows that you trained on.
#
# ## One feature in other units
#
# Multiply feature 1 by a factor, as a change from meters to millimeters does.
# Three machines: the library's defaults, the best of 27 settings of $`C`$ and $`\gamma`$ *in hindsight* (by the true accuracy, so no tuning can do better on this grid), and the defaults after standardizing.
# Then the reverse: leave the units alone and add columns without any signal.

# %%
def three(A, B, y):
    """Accuracy by the defaults, by the best of 27 settings in hindsight, and by the defaults after scaling."""
    scaler = StandardScaler().fit(A)
    tried = [accuracy(SVC(C=C, gamma=g).fit(A, y).predict(B)) for C in (1, 10, 100) for g in 10.0 ** np.arange(-6, 3)]
    return (accuracy(SVC().fit(A, y).predict(B)), max(tried),
            accuracy(SVC().fit(scaler.transform(A), y).predict(scaler.transform(B))))


X, y = sets[0]
factors = 10.0 ** np.arange(-3, 4)
units = np.array([three(X * [f, 1.0], points * [f, 1.0], y) for f in factors])
print("feature 1 times   defaults   best of 27   scaled")
for f, line in zip(factors, units):
    print(f"{f:15g} {line[0]:10.3f} {line[1]:12.3f} {line[2]:8.3f}")
print(f"{USELESS} useless columns of SD   defaults   scaled")
for size in (0.1, 0.3, 1.0, 3.0):
    lines = []
    for X, y in sets:
        A, B = (np.c_[Z, size * rng.normal(size=(len(Z), USELESS))] for Z in (X, points))
        scaler = StandardScaler().fit(A)
        lines.append([accuracy(SVC().fit(A, y).predict(B)),
                      accuracy(SVC().fit(scaler.transform(A), y).predict(scaler.transform(B)))])
    print(f"{size:23g} {np.mean(lines, axis=0)[0]:12.2f} {np.mean(lines, axis=0)[1]:8.2f}")

# %%
# alt: Accuracy against the factor on feature 1, from 0.001 to 1,000 on a log axis. Defaults peak at about 0.9 near factor 1 and drop to 0.81 on the left and 0.70 on the right. The best of 27 settings keeps 0.9 from 0.1 to 10 and falls outside. Standardized data give a flat line at 0.90. A dotted line marks 0.914.
fig, ax = plt.subplots()
for i, (name, color) in enumerate((("defaults", "C1"), ("best of 27 settings", "C3"), ("standardized, defaults", "C2"))):
    ax.plot(factors, units[:, i], "o-", color=color, markersize=4, label=name)
ax.axhline(accuracy(p > 0.5), color="gray", linestyle=":")
ax.set(xscale="log", xlabel="feature 1 multiplied by", ylabel="accuracy")
ax.legend(loc="lower center", fontsize=9)
plt.show()

# %% [markdown]
# - With factor 1000 the distances see feature 1 only, with 0.001 feature 2 only: 0.70 and 0.81, and a perfect rule with that feature alone has 0.717 and 0.811. The default `gamma="scale"` divides by the variance of the whole matrix and cannot help.
# - Tuning rescues moderate factors: 0.91 at 10 and 0.89 at 100, with settings that hardly resemble those for factor 1. It does not rescue 1000 with this grid.
# - Standardizing makes the units irrelevant: the same 0.899 in each row. It need not be the best weighting: the raw features with the defaults reach 0.905.
# - And it has a price that nobody mentions. Five useless columns that were quiet (SD 0.1) cost nothing as they were, 0.90, and standardized they speak as loudly as the moons, 0.84. Loud ones (SD 3) gain from it, 0.76 to 0.84.
#
# ## What to say about it in an interview
#
# "I mapped the RBF machine on data whose best possible accuracy I knew, 0.914. There is a ridge of settings at 0.91, from a narrow kernel with a small C to a wide one with a large C, so I search both together and do not read anything into the winner.
# For small gamma the machine is a linear SVM with cost 2·gamma·C; I checked that the predictions agree.
# If it is off, I look at training accuracy and at how many multipliers are at the ceiling: nearly all means too stiff, nearly none with perfect training means a kernel too narrow.
# The number of support vectors kept growing with the rows, toward twice the unavoidable error, so the model gets slower with data.
# And I scale, knowing what scaling does: it gives each column the same voice, also the useless ones."
#
# What would change my mind: known units. If both features are meters on one map, I do not standardize.
# Sources: [Keerthi and Lin 2003][keerthi2003]; [Steinwart 2003][steinwart2003]; [scikit-learn user guide][sklearn-svm].
#
# ## Change this and predict what happens
#
# **1. Quieter noise.** In the first code cell set `NOISE = 0.15`. What becomes of the linear machine, and of the share of support vectors at 1,600 rows?
#
# <details><summary>What happens</summary>
#
# The linear machine rises only from 0.852 to 0.883, while the best possible accuracy rises from 0.914 to 0.988: less noise does not bend a line. The share of support vectors at 1,600 rows falls from 0.20 to 0.04, and twice the smallest possible error from 0.17 to 0.02. Few support vectors are a property of the problem, not of the machine.
#
# </details>
#
# **2. Fewer useless columns.** Set `USELESS = 1`. How much of the price of standardizing remains?
#
# <details><summary>What happens</summary>
#
# About half. A quiet column (SD 0.1) leaves 0.91 as it is and takes the standardized machine to 0.88, where five columns took it to 0.84. With a loud one (SD 3) standardizing now gains 0.04 instead of 0.08.
#
# </details>
#
# **3. Fewer rows.** Set `ROWS = 60`. Does the ridge move, and do five folds still find it?
#
# <details><summary>What happens</summary>
#
# It narrows: (0.1, 10) drops from 0.91 to 0.51, one class everywhere, and (0.1, 1) from 0.89 to 0.83. C is a price per row, so with a fifth of the rows the same C regularizes five times as hard. The top, 0.90, is at (10, 1). Five folds still find it: true accuracy 0.890, 0.906 and 0.904 for their choices, where the best on the grid have 0.900, 0.906 and 0.904.
#
# </details>
