# ---
# weight: 30
# description: Make five leakage mistakes on data whose truth you know, and see what each adds to the score, with and without signal, and as rows grow.
# needs: [concepts/data-leakage]
# ---

# %% [markdown]
# # What each leak does to the score
#
# **The question.** You scaled before the split. Somebody else selected features on all rows, encoded a category by its label, left copies in the table, or split images of one patient.
# Whose score is worst, does real signal make the mistake harmless, and does more data cure it?
#
# **The experiment.** On real data the true accuracy is unknown.
# Here you make the tables, so each mistake gets three numbers:
#
# - *promised*: five-fold cross-validation with the mistake,
# - *clean*: the same procedure, with the mistake mended,
# - *delivered*: the model fitted by that procedure on the whole table, on 1,000 new patients.
#
# The chapter [Data leakage](../concepts/data-leakage.md) explains the mistakes one by one; here they meet on equal terms.
#
# ## The world
#
# Labels are fair coin flips, −1 or +1, one a patient.
# Columns are standard normal, and with signal the first three move by 0.4 toward the label.
# Each image of a patient adds noise of standard deviation 0.5.
# The last column is a postal code, two patients a code on average, which has nothing to do with the label in either world.
# With `shift = 0` nothing has, and the truth is exactly 0.5.

# %%
import matplotlib.pyplot as plt
import numpy as np

ROWS, TABLES, FRESH, SHIFT = 200, 30, 1_000, 0.4
COLUMNS, BEST = 300, 10  # candidates for selection, and how many are kept
PER_CODE = 2  # patients a postal code, on average
IMAGES = 5  # images a patient in the group study


def world(rng, rows, shift, columns, images=1, codes=None):
    """Features with the code as last column, labels, and the patient of each row."""
    patients = rows // images
    y = rng.choice([-1.0, 1.0], size=patients)
    X = rng.normal(size=(patients, columns))
    X[:, :3] += shift * y[:, None]
    code = rng.integers(0, codes or max(patients // PER_CODE, 1), size=patients)
    who = np.repeat(np.arange(patients), images)
    X = X[who] + 0.5 * rng.normal(size=(len(who), columns))
    return np.c_[X, code[who]], y[who], who


def ridge(A, y, B):  # labels are balanced around 0, so no intercept
    return np.sign(B @ np.linalg.solve(A.T @ A + np.eye(A.shape[1]), A.T @ y))


def nearest(A, y, B):  # the label of the one nearest row
    return y[((A**2).sum(axis=1) - 2 * B @ A.T).argmin(axis=1)]


def plain(X, y):
    return lambda Z: Z[:, :-1]


def scale(X, y):  # cubes have long tails, which gives the scaler something to leak
    cubes = X[:, :-1] ** 3
    mean, sd = cubes.mean(axis=0), cubes.std(axis=0)
    return lambda Z: (Z[:, :-1] ** 3 - mean) / sd


def select(X, y):  # the columns that agree most with the label
    best = np.argsort(np.abs(y @ X[:, :-1]))[-BEST:]
    return lambda Z: Z[:, best]


def encode(X, y):  # the code is replaced by the mean label of its rows, 0 if unseen
    code, size = X[:, -1].astype(np.intp), 10_000  # bincount wants the platform's integer
    mean = np.bincount(code, y, size) / np.maximum(np.bincount(code, minlength=size), 1)
    return lambda Z: np.c_[Z[:, :-1], mean[Z[:, -1].astype(np.int64)]]


# %% [markdown]
# ## Five mistakes, one cross-validation
#
# Three mistakes learn a preprocessing step on all rows; mended, it is learned inside the fold.
# Two split relatives across the folds; mended, whole patients go into one fold.
# In the duplicate study a quarter of the patients stand in the table twice.

# %%
STUDIES = {  # what is learned before the model, the model, columns, images, copies
    "scaling": (scale, nearest, 5, 1, 0.0),
    "duplicates": (plain, nearest, 5, 1, 0.25),
    "selection": (select, ridge, COLUMNS, 1, 0.0),
    "groups": (plain, nearest, 10, IMAGES, 0.0),
    "target encoding": (encode, ridge, 5, 1, 0.0),
}


def collect(rng, name, rows, shift):
    _, _, columns, images, copies = STUDIES[name]
    X, y, who = world(rng, rows, shift, columns, images)
    twice = rng.choice(len(y), size=int(copies * len(y)), replace=False)
    return np.r_[X, X[twice]], np.r_[y, y[twice]], np.r_[who, who[twice]]


def cross_validated(table, learn, model, outside=False, by_row=False):
    X, y, who = table
    key = np.arange(len(y)) if by_row else who
    fold = np.random.default_rng(0).permutation(key.max() + 1)[key] % 5  # the same for every rival
    everything, right = learn(X, y), 0
    for test in (fold == f for f in range(5)):
        see = everything if outside else learn(X[~test], y[~test])
        right += np.sum(model(see(X[~test]), y[~test], see(X[test])) == y[test])
    return right / len(y)


def promised(name, table, learn, model):
    rows_leak = name in ("duplicates", "groups")
    return cross_validated(table, learn, model, outside=not rows_leak, by_row=rows_leak)


def delivered(rng, table, learn, model, shift):
    X, y, who = table
    codes = max((who.max() + 1) // PER_CODE, 1)
    X_new, y_new, _ = world(rng, FRESH, shift, X.shape[1] - 1, codes=codes)
    see = learn(X, y)
    return np.mean(model(see(X), y, see(X_new)) == y_new)


def study(rng, name, rows, shift, learn, model):
    """Promised, clean and delivered accuracy, one row a table."""
    tables = [collect(rng, name, rows, shift) for _ in range(TABLES)]
    return np.array([[promised(name, t, learn, model), cross_validated(t, learn, model),
                      delivered(rng, t, learn, model, shift)] for t in tables])  # fmt: skip


rng = np.random.default_rng(0)
result = {}
for shift in (0.0, SHIFT):
    print(f"shift {shift}: mean over {TABLES} tables of {ROWS} images")
    print("                 promised  clean  delivered  promised − clean (standard error)")
    for name, (learn, model, *_) in STUDIES.items():
        scores = study(rng, name, ROWS, shift, learn, model)
        result[shift, name] = scores.mean(axis=0)
        gap = scores[:, 0] - scores[:, 1]
        p, c, d = scores.mean(axis=0)
        print(f"{name:16s} {p:8.2f} {c:6.2f} {d:10.2f} {gap.mean():z10.3f} ({gap.std(ddof=1) / TABLES**0.5:.3f})")

# %%
# alt: Two panels, no signal and signal, with five mistakes each. An orange dot marks the promised accuracy, a blue dot the clean one, a gray bar the delivered one. For scaling all three coincide; for the others the orange dot lies far to the right of the blue dot and the bar, which agree.
fig, axes = plt.subplots(1, 2, sharex=True, sharey=True, figsize=(5.6, 3.0))
for ax, shift, title in zip(axes, (0.0, SHIFT), ("no signal", "signal")):
    for height, name in enumerate(STUDIES):
        p, c, d = result[shift, name]
        ax.plot([c, p], [height, height], color="gray", linewidth=1)
        ax.plot([d, d], [height - 0.3, height + 0.3], color="gray", linewidth=3)
        ax.plot(p, height, "o", color="C1")
        ax.plot(c, height, "o", color="C0")
    ax.set(title=title, xlabel="accuracy", xlim=(0.42, 0.98), ylim=(-0.6, 5.1))
axes[0].set_yticks(range(len(STUDIES)), list(STUDIES))
axes[0].text(0.9, 4.5, "promised", color="C1", ha="right")
axes[0].text(0.5, 4.5, "clean", color="C0", ha="center")
axes[1].text(0.96, 0.5, "bar: delivered", color="gray", ha="right", va="center")
plt.show()

# %% [markdown]
# - Blue dots and bars agree to within 0.02: a clean cross-validation keeps its promise, whatever the procedure is worth.
# - Scaling on all rows changed nothing that 30 tables could show: 0.000 and −0.003, with standard errors of 0.003 and 0.002. The scaler never sees a label.
# - Images of one patient turn a coin flip into 0.94. Fifty copies among 250 rows make it 0.67.
# - The duplicates can be checked by hand: 100 of 250 rows have a twin, it lies in another fold with probability about 0.8, so $`d = 0.32`$ of the rows are simply looked up, and the rest are guessed: $`0.32 + 0.68 \cdot 0.5 = 0.66`$.
# - Signal does not excuse the mistake. The four gaps shrink, because less is left to gain, and the model still delivers the clean number: 0.59 instead of 0.95 for groups.

# %% [markdown]
# ## Does more data cure it?
#
# Take the world without signal, where everything above 0.5 is leak, and let the table grow.

# %%
SIZES = [50, 100, 200, 400, 800]
rng = np.random.default_rng(1)
growth = {}
for name, (learn, model, *_) in STUDIES.items():
    growth[name] = [
        np.mean([promised(name, collect(rng, name, rows, 0.0), learn, model) for _ in range(20)]) for rows in SIZES
    ]
    print(f"{name:16s}", " ".join(f"{a:.2f}" for a in growth[name]))

# %%
# alt: Promised accuracy on pure noise against the number of rows, log axis from 50 to 800. Scaling stays at 0.5. Selection falls steadily, groups fall slowly. Duplicates stay near 0.66 and target encoding near 0.76.
fig, ax = plt.subplots()
for (name, line), color in zip(growth.items(), ("C0", "C2", "C1", "C3", "C4")):
    ax.plot(SIZES, line, "o-", color=color)
    ax.text(870, line[-1], name, color=color, va="center")
ax.axhline(0.5, color="gray", linestyle="--", linewidth=1)
ax.set(xscale="log", xlabel="rows in the table (pure noise)", ylabel="promised accuracy", xlim=(45, 2_900))
ax.set_xticks(SIZES, [str(s) for s in SIZES])
ax.minorticks_off()
plt.show()

# %% [markdown]
# - **Selection** heals: 0.80, 0.73, 0.68, 0.63, 0.59. The excess over 0.5 halves with every fourfold table, like the correlations of noise columns, which shrink like $`1/\sqrt{n}`$ for $`n`$ rows.
# - **Duplicates** and **target encoding** do not heal: 0.66 at 50 rows and 0.66 at 800, 0.74 and 0.76. Their leak depends on the share of copies and on the rows *per code*, and both stay the same as the table grows.
# - **Groups** hardly heal: 0.98 to 0.86. More patients crowd the space, so that a stranger is sometimes nearer than a sibling.
#
# "We have so much data that it cannot matter" is true for a statistic of the whole table and false for a leak between relatives.
#
# ## The leak also picks the model
#
# An inflated number would be harmless if it were inflated for everybody.
# With signal, let two candidates compete on each table: the ridge model on the plain columns against the model that the leak loves.

# %%
rng = np.random.default_rng(2)
duels = {
    "target encoding": ("with the code", encode, ridge),
    "groups": ("one neighbor", plain, nearest),
}
duel = {}
for name, (rival, learn, model) in duels.items():
    print(f"{name}: ridge on plain columns / {rival}")
    one = study(rng, name, ROWS, SHIFT, plain, ridge).mean(axis=0)
    two = study(rng, name, ROWS, SHIFT, learn, model).mean(axis=0)
    duel[name] = one, two
    for row, a, b in zip(("promised", "clean", "delivered"), one, two):
        print(f"  {row:9s} {a:.2f} / {b:.2f}")

# %%
# alt: Two panels of paired bars. For target encoding and for groups the rival has the higher promised accuracy, and the plain ridge model has the higher clean and delivered accuracy.
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 2.9))
where = np.arange(3)
for ax, (name, (one, two)) in zip(axes, duel.items()):
    ax.bar(where - 0.2, one, 0.36, color="C0")
    ax.bar(where + 0.2, two, 0.36, color="C1")
    ax.text(2.4, 0.95, duels[name][0], color="C1", ha="right")
    ax.text(2.4, 0.9, "ridge, plain", color="C0", ha="right")
    ax.set_xticks(where, ["promised", "clean", "delivered"], fontsize=8)
    ax.set(title=name, ylim=(0.5, 1.0))
axes[0].set_ylabel("accuracy")
plt.show()

# %% [markdown]
# On both tables the promised score ships the wrong model.
# With the postal code it promises 0.84 and delivers 0.61, while the plain columns promise 0.73 and deliver 0.72.
# This is more than a wrong number: fitted on its own rows' labels, the model leans on a column that is noise for the next patient, so the mistake costs about 0.11 of real accuracy.
# That part remains even if the encoder is fitted inside the fold; the clean score only *shows* it (0.60 against 0.73), and [cross-fitting](../concepts/data-leakage.md#data-leakage-preprocessing) mends it.
#
# ## What to say about it in an interview
#
# "I rank leaks by two questions.
# Does it reveal a test label, the row's own or a relative's? Scaling reveals none and cost nothing I could measure at 200 rows; siblings of a patient turned pure noise into 0.94.
# And does the leak shrink with the table? Selection on all rows does, roughly like one over the square root of the rows. Copies and target encoding do not, because the share of twins and the rows per category stay as they are.
# A clean cross-validation agreed with fresh data in all ten cases, so I trust the number once the procedure is inside the folds and relatives are on one side.
# And I would rerun the comparison of models, not only correct the number: the leak had picked the worse model."
#
# The numbers belong to this world: a noisier image or a smoother model leaks less, a table with 20 rows can change the verdict on scaling ([Moscovich and Rosset 2022][moscovich2022]).
# That selection on all rows fakes accuracy in published work was shown by [Ambroise and McLachlan 2002][ambroise2002]; a survey of leakage across fields is [Kapoor and Narayanan 2023][kapoor2023].

# %% [markdown]
# ## Change this and predict what happens
#
# **1. Big categories.** In the first code cell set `PER_CODE = 20`: twenty patients a postal code instead of two.
# What does target encoding on all rows promise on pure noise, and does the code still win the duel?
#
# <details><summary>What happens</summary>
#
# The promise falls from 0.76 to 0.56: a row's own label is now about one of twenty in its code's mean.
# With signal the gap is 0.02 (0.74 promised, 0.72 clean), and the duel is a tie in the promised score, 0.73 to 0.73.
# Rare categories are where target encoding leaks.
#
# </details>
#
# **2. Two images a patient.** Set `IMAGES = 2`, so that 200 images come from 100 patients.
# The test image still has one sibling. Does the group leak on noise stay near 0.94?
#
# <details><summary>What happens</summary>
#
# No: 0.77.
# The only sibling is in the same fold, and so of no use, about one time in five, and with one sibling instead of four a stranger is more often the nearest.
# Still, one neighbor wins the duel in the promised score, 0.82 to 0.72, and loses it on delivery, 0.60 to 0.71.
#
# </details>
#
# **3. Keep one column.** Set `COLUMNS, BEST = 300, 1`: only the best of the 300 columns is kept.
# You choose harder than before. Does the selection leak on noise rise above 0.68?
#
# <details><summary>What happens</summary>
#
# It falls to 0.58.
# The one winner agrees with the label a little more than each of the best ten, but ten lucky columns vote together, and their luck adds up.
# With signal the gap is 0.03 instead of 0.10, because the best column is often a real one; the delivered accuracy falls as well, from 0.68 to 0.63.
#
# </details>
