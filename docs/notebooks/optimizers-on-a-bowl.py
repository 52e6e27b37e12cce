# ---
# weight: 60
# description: Race plain descent, momentum, Adam and Newton on one narrow bowl: step sizes up to divergence, a rotated bowl, and noisy gradients.
# needs: [concepts/gradient-descent]
# ---

# %% [markdown]
# # Four optimizers on one bowl
#
# **The question.** Everybody says that plain gradient descent is slow in a narrow valley and that momentum, Adam or Newton's method repair it.
# By how much, how far can you turn up each one's step size before it fails, and what is left of the advantage when the gradient is noisy?
#
# **The experiment.** The loss is $`\frac12\vect{w}\T\mat{H}\vect{w}`$ with two weights $`\vect{w}`$ and a Hessian $`\mat{H}`$ whose curvatures are 1 and 100.
# Its axes are turned by 30°, so that no weight belongs to one curvature alone.
# On such a bowl the truth is known: the minimum is 0, at the origin, and the chapter [Gradient descent](../concepts/gradient-descent.md) derives the limit $`2/\lambda_{\max}`$ of the plain step size, with $`\lambda_{\max}`$ the largest curvature.

# %%
import matplotlib.pyplot as plt
import numpy as np

CURVATURES = np.array([1.0, 100.0])
ANGLE = 30  # degrees by which the bowl is turned
BETA = 0.9  # share of the last move that momentum keeps
NOISE = 1.0  # standard deviation of the noise in each partial derivative
SEED = 0
METHODS = {"plain": "C1", "momentum": "C0", "Adam": "C3", "Newton": "C2"}


def run(method, rates, steps, angle=None, noise=0.0, path=False):
    """Losses before and after each step, one column a rate; with path=True the weights instead."""
    rng = np.random.default_rng(SEED)
    c, s = np.cos(np.radians(ANGLE if angle is None else angle)), np.sin(np.radians(ANGLE if angle is None else angle))
    axes = np.array([[c, -s], [s, c]])  # columns: the flat and the steep axis
    hessian = axes @ np.diag(CURVATURES) @ axes.T
    inverse = np.linalg.inv(hessian)
    rates = np.asarray(rates, dtype=float)[:, None]
    w = np.tile(axes @ np.array([10.0, 1.0]), (rates.size, 1))  # 10 along the flat axis, 1 along the steep one
    move, first, second = np.zeros_like(w), np.zeros_like(w), np.zeros_like(w)
    losses, weights = np.empty((steps + 1, rates.size)), []
    for t in range(steps + 1):
        gradient = w @ hessian
        losses[t] = 0.5 * np.sum(gradient * w, axis=1)
        weights.append(w)
        if noise:
            gradient = gradient + noise * rng.normal(size=w.shape)
        if method == "plain":
            w = w - rates * gradient
        elif method == "momentum":
            move = BETA * move - rates * gradient
            w = w + move
        elif method == "Adam":  # the usual constants 0.9, 0.999 and 1e-8
            first = 0.9 * first + 0.1 * gradient
            second = 0.999 * second + 0.001 * gradient**2
            scale = np.sqrt(second / (1 - 0.999 ** (t + 1))) + 1e-8
            w = w - rates * first / (1 - 0.9 ** (t + 1)) / scale
        else:  # Newton: the inverse Hessian turns and stretches the gradient
            w = w - rates * gradient @ inverse
        w = np.clip(w, -1e9, 1e9)  # a run that explodes stays a number
    return np.array(weights) if path else losses


def steps_needed(losses):
    """Steps after which the loss stays below a millionth of its start, per column; nan if never."""
    above = losses > 1e-6 * losses[0]
    last = len(losses) - np.argmax(above[::-1], axis=0)
    return np.where(above[-1], np.nan, last)


print("loss at the start:", round(run("plain", [0.0], 0)[0, 0], 1))

# %% [markdown]
# ## How many steps, at which step size?
#
# Every method runs for 3,000 steps at each of 101 step sizes between 0.0001 and 10.
# A run has arrived after the step from which on its loss stays below a millionth of the start.

# %%
rates = np.geomspace(1e-4, 10, 101)
needed = {name: steps_needed(run(name, rates, 3000)) for name in METHODS}
print("method    fewest steps  at rate   arrives at rates")
for name, steps in needed.items():
    fine = rates[np.isfinite(steps)]
    print(f"{name:9s} {np.nanmin(steps):12.0f} {rates[np.nanargmin(steps)]:8.4f}   {fine[0]:.4f} to {fine[-1]:.4f}")

# %%
# alt: Steps to a millionth against the step size, both on log axes. Plain descent and momentum fall along lines and end abruptly at 0.02 and 0.035; Newton touches one step at rate 1 and ends before 2; Adam has a broad valley around 0.3 and reaches the right edge at 10.
fig, ax = plt.subplots()
for (name, color), spot in zip(METHODS.items(), ((0.0022, 1900), (0.00024, 500), (2.6, 420), (0.13, 12))):
    ax.loglog(rates, needed[name], color=color)
    ax.text(*spot, name, color=color)
ax.set(xlabel="step size", ylabel="steps to a millionth of the loss")
plt.show()

# %% [markdown]
# ## The edge
#
# Plain descent has a limit of $`2/100=0.02`$, and its best rate lies right beside it.
# Heavy-ball momentum with share $`\beta`$ moves the limit to $`2(1+\beta)/\lambda_{\max}`$, here 0.038: both roots of $`z^2-(1+\beta-\eta\lambda)z+\beta`$, which govern a direction of curvature $`\lambda`$ at rate $`\eta`$, must be smaller than 1 in size.
# Newton's limit is 2, whatever the curvatures, because it divides them out.
# The next cell steps to 1 % below and 1 % above each of the three, and runs Adam at three rates.

# %%
edges = {"plain": 2 / CURVATURES.max(), "momentum": 2 * (1 + BETA) / CURVATURES.max(), "Newton": 2.0}
for name, edge in edges.items():
    below, above = run(name, [0.99 * edge, 1.01 * edge], 1000)[-1]
    print(f"{name:9s} limit {edge:.3f}: loss after 1,000 steps {below:.0e} just below, {above:.0e} just above")
adam = run("Adam", [0.3, 3.0, 10.0], 1000)
for rate, losses in zip((0.3, 3.0, 10.0), adam.T):
    print(f"Adam at {rate:4.1f}: highest loss on the way {losses.max():6.0f}, after 1,000 steps {losses[-1]:.0e}")

# %%
# alt: Four panels of the turned bowl with the first 40 steps of each method at its best step size. Plain descent zigzags across the valley, momentum swings in wide arcs, Adam overshoots and curls in, Newton goes straight to the minimum.
turn = np.radians(ANGLE)
axis = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
circle = np.linspace(0, 2 * np.pi, 60)
fig, panels = plt.subplots(2, 2, figsize=(5.6, 4.6), sharex=True, sharey=True, layout="constrained")
for ax, (name, color) in zip(panels.ravel(), METHODS.items()):
    for loss in (12, 50, 110):
        oval = np.array([np.cos(circle), np.sin(circle)]) * np.sqrt(2 * loss / CURVATURES)[:, None]
        ax.plot(*(axis @ oval), color="gray", linewidth=0.7)
    best = rates[np.nanargmin(needed[name])]
    ax.plot(*run(name, [best], 40, path=True)[:, 0].T, color=color, marker=".", markersize=3, linewidth=1)
    ax.set_title(f"{name}, rate {best:.2g}", fontsize=10)
for ax in panels[1]:
    ax.set_xlabel("first weight")
for ax in panels[:, 0]:
    ax.set_ylabel("second weight")
plt.show()

# %% [markdown]
# ## Turn the bowl
#
# Plain descent, momentum and Newton never ask how the axes lie.
# Adam does: it divides each *coordinate* by the size of its own gradient, which undoes bad scaling only if the valley runs along a coordinate.
# So give every method its best rate again, at angles from 0° to 90°.

# %%
# alt: Fewest steps against the angle of the bowl. Plain, momentum and Newton are flat lines; Adam needs fewer steps near 0 and 90 degrees and more in between.
angles = np.arange(0, 91, 10)
fewest = {}
for name in METHODS:
    fewest[name] = [np.nanmin(steps_needed(run(name, rates[::2], 800, angle=a))) for a in angles]
    print(f"{name:9s}", *(f"{n:4.0f}" for n in fewest[name]))
fig, ax = plt.subplots()
for name, color in METHODS.items():
    ax.semilogy(angles, fewest[name], color=color, marker=".")
    ax.text(92, fewest[name][-1] * (0.8 if name == "momentum" else 1.1 if name == "Adam" else 1), name, color=color, va="center")
ax.set(xlabel="angle of the bowl, degrees", ylabel="fewest steps", xlim=(-3, 115))
plt.show()

# %% [markdown]
# ## Now the gradient is noisy
#
# A mini-batch gives the gradient plus noise; here independent noise of standard deviation 1 in each coordinate.
# At a constant rate the loss then falls to a floor.
# For plain descent the chapter derives the expected floor of the loss, $`\sum\frac{\eta s^2}{2(2-\eta\lambda)}`$ over the two curvatures $`\lambda`$, with $`\eta`$ the rate and $`s`$ the noise; momentum has $`\sum\frac{\eta s^2(1+\beta)}{2(1-\beta)(2(1+\beta)-\eta\lambda)}`$; Newton has $`\sum\frac{\eta s^2}{2\lambda(2-\eta)}`$.
# The next cell checks these at one rate, then asks the practical question: given a budget of steps, and the best of 25 rates for that budget, how low does each method get on average over 32 runs?

# %%
# alt: Lowest mean loss against the budget of steps, log axes. At 30 steps plain descent is far above the others; by 3,000 steps all four have come close together.
eta, s, lam = 0.002, NOISE, CURVATURES
floors = {"plain": np.sum(eta * s**2 / (2 * (2 - eta * lam))),
          "momentum": np.sum(eta * s**2 * (1 + BETA) / (2 * (1 - BETA) * (2 * (1 + BETA) - eta * lam))),
          "Newton": np.sum(eta * s**2 / (2 * lam * (2 - eta)))}
for name, floor in floors.items():
    measured = run(name, np.full(100, eta), 6000, noise=NOISE)[-1000:].mean()
    print(f"{name:9s} floor at rate {eta}: measured {measured:.4f}, formula {floor:.4f}")
tuning, repeats = np.geomspace(1e-4, 2, 25), 32
budgets = np.array([10, 30, 100, 300, 1000, 3000])
print("lowest loss after   ", *(f"{b:8d}" for b in budgets), "steps")
lowest = {}
fig, ax = plt.subplots()
for name, color in METHODS.items():
    losses = run(name, np.repeat(tuning, repeats), 3000, noise=NOISE)[budgets]
    mean = losses.reshape(budgets.size, tuning.size, repeats).mean(axis=2)
    lowest[name] = mean.min(axis=1)
    print(f"{name:20s}", *(f"{v:8.4f}" for v in lowest[name]))
    print(f"{'   at rate':20s}", *(f"{r:8.4f}" for r in tuning[mean.argmin(axis=1)]))
    ax.loglog(budgets, lowest[name], color=color, marker=".")
for name, spot in (("plain", (130, 2.0)), ("momentum", (11, 1.2)), ("Adam", (34, 2.6)), ("Newton", (11, 0.09))):
    ax.text(*spot, name, color=METHODS[name])
ax.set(xlabel="budget of steps", ylabel="mean loss at the best rate")
plt.show()
