# ---
# weight: 60
# description: Race plain descent, momentum, Adam and Newton on one narrow bowl, with step sizes up to divergence, a rotated bowl, and noisy gradients.
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


def run(method, rates, steps, angle=ANGLE, noise=0.0, path=False, curvatures=CURVATURES):
    """Losses before and after each step, one column a rate; with path=True the weights instead."""
    rng = np.random.default_rng(SEED)
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    axes = np.array([[c, -s], [s, c]])  # columns: the flat and the steep axis
    hessian = axes @ np.diag(curvatures) @ axes.T
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
    """First step of 100 in a row with a loss below a millionth of its start, per column; nan if none."""
    below = np.cumsum(losses < 1e-6 * losses[0], axis=0, dtype=np.int64)
    arrived = below[100:] - below[:-100] == 100
    return np.where(arrived.any(axis=0), arrived.argmax(axis=0) + 1, np.nan)


print("loss at the start:", round(run("plain", [0.0], 0)[0, 0], 1))

# %% [markdown]
# ## How many steps, at which step size?
#
# Every method runs for 3,000 steps at each of 101 step sizes between 0.0001 and 10.
# A run has arrived when 100 losses in a row lie below a millionth of the start; the first of them counts.

# %%
rates = np.geomspace(1e-4, 10, 101)
needed = {name: steps_needed(run(name, rates, 3000)) for name in METHODS}
print("method    fewest steps  at rate   arrives at rates")
for name, steps in needed.items():
    fine = rates[np.isfinite(steps)]
    print(f"{name:9s} {np.nanmin(steps):12.0f} {rates[np.nanargmin(steps)]:8.4f}   {fine[0]:.4f} to {fine[-1]:.4f}")

# %%
# alt: Steps to a millionth against the step size, both on log axes. Plain descent and momentum end abruptly at 0.02 and just below 0.04; Newton touches one step at rate 1 and ends just below 2; Adam reaches the right edge at 10.
fig, ax = plt.subplots()
for (name, color), spot in zip(METHODS.items(), ((0.007, 1900), (0.00024, 400), (2.6, 420), (0.13, 12))):
    ax.loglog(rates, needed[name], color=color)
    ax.text(*spot, name, color=color)
ax.set(xlabel="step size", ylabel="steps to a millionth of the loss")
plt.show()

# %% [markdown]
# ## The edge
#
# Plain descent has a limit of $`2/100=0.02`$, and its best rate lies right beside it.
# Momentum that keeps the share $`\beta`$ of the last move has the limit $`2(1+\beta)/\lambda_{\max}`$, here 0.038: both roots of $`z^2-(1+\beta-\eta\lambda)z+\beta`$, which govern a direction of curvature $`\lambda`$ at rate $`\eta`$, must be smaller than 1 in size.
# Newton's limit is 2, whatever the curvatures, because it divides them out.
# The next cell steps to 1 % below and 1 % above each of the three.
# Adam gets no such test, because it divides by the size of recent gradients and so can survive any of these rates; look instead at what it does long after it has arrived.

# %%
# alt: Loss of Adam over 6,000 steps on a log axis. At rate 0.1 it falls all the way. At rate 0.3 it falls faster, but then bursts from far below back to above one, and later again.
edges = {"plain": 2 / CURVATURES.max(), "momentum": 2 * (1 + BETA) / CURVATURES.max(), "Newton": 2.0}
for name, edge in edges.items():
    below, above = run(name, [0.99 * edge, 1.01 * edge], 1000)[-1]
    print(f"{name:9s} limit {edge:.3f}: loss after 1,000 steps {below:.0e} just below, {above:.0e} just above")
slow, fast = run("Adam", [0.1, 0.3], 6000).T
arrived = int(steps_needed(fast[:, None])[0])
print(f"Adam at 0.3 arrives after {arrived} steps; highest loss later: {fast[arrived:].max():.1f}")
print(f"Adam at 0.1 arrives after {steps_needed(slow[:, None])[0]:.0f} steps; highest loss later: {slow[1000:].max():.0e} (after step 1,000)")
fig, ax = plt.subplots()
some = np.arange(0, 6001, 20)
ax.semilogy(some, slow[some], color="C0")
ax.semilogy(some, fast[some], color="C3")
ax.text(1300, 1e-150, "rate 0.3", color="C3", ha="right")
ax.text(4500, 1e-230, "rate 0.1", color="C0", ha="right")
ax.set(xlabel="step", ylabel="loss of Adam, no noise")
plt.show()

# %%
# alt: Four panels of the turned bowl with the first 70 steps of each method at its best step size. Plain descent zigzags, then creeps along the valley and is still short of the minimum; momentum and Adam wobble along the valley and reach it; Newton goes straight there in one step.
turn = np.radians(ANGLE)
axis = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
circle = np.linspace(0, 2 * np.pi, 60)
fig, panels = plt.subplots(2, 2, figsize=(5.6, 4.6), sharex=True, sharey=True, layout="constrained")
for ax, (name, color) in zip(panels.ravel(), METHODS.items()):
    for loss in (12, 50, 110):
        oval = np.array([np.cos(circle), np.sin(circle)]) * np.sqrt(2 * loss / CURVATURES)[:, None]
        ax.plot(*(axis @ oval), color="gray", linewidth=0.7)
    best = rates[np.nanargmin(needed[name])]
    ax.plot(*run(name, [best], 70, path=True)[:, 0].T, color=color, marker=".", markersize=3, linewidth=1)
    ax.set_title(f"{name}, rate {best:.2g}", fontsize=10)
for ax in panels[1]:
    ax.set_xlabel("first weight")
for ax in panels[:, 0]:
    ax.set_ylabel("second weight")
plt.show()

# %% [markdown]
# ## Turn the bowl
#
# Why does Adam burst? When the gradients have become tiny, its running mean of their squares shrinks too; the step divided by its root grows until the steep direction is past its limit, and the error then multiplies until the mean has caught up.
# In practice gradient noise keeps that mean from shrinking so far, and the rate is lowered before the end.
#
# The other half of Adam's fame is that it rescales every *coordinate* by its own gradients, so bad conditioning should not matter.
# That can only work if the valley runs along a coordinate.
# So turn the bowl, for three condition numbers, and give Adam the best of 31 rates each time.
# Plain descent, momentum and Newton need no such test: a turned bowl turns their whole path and changes no step count.

# %%
# alt: Fewest steps of Adam against the angle of the bowl, log axis. At condition number 100 the line is flat near 125; at 1,000 it climbs to about 400 and at 10,000 to about 1,700 at 45 degrees. At 0 degrees all three start near 125.
angles = np.array([0, 5, 15, 30, 45])
fig, ax = plt.subplots()
for kappa, color in ((100, "C5"), (1_000, "C3"), (10_000, "C4")):
    fewest = [np.nanmin(steps_needed(run("Adam", np.geomspace(0.1, 10, 31), 2200, angle=a, curvatures=np.array([1.0, kappa])))) for a in angles]
    print(f"Adam, condition number {kappa:6d}:", *(f"{n:5.0f} at {a}°" for n, a in zip(fewest, angles)))
    ax.semilogy(angles, fewest, color=color, marker=".")
    ax.text(46, fewest[-1], f"κ = {kappa:,}", color=color, va="center")
ax.set(xlabel="angle of the bowl, degrees", ylabel="fewest steps of Adam", xlim=(-2, 58), ylim=(80, 3000))
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

# %% [markdown]
# ## What the numbers say
#
# - Without noise, tuned: plain 366 steps, momentum 123, Adam 125, Newton 1. Newton's step solves a quadratic exactly; that is a gift of this loss.
# - Momentum with $`\beta=0.9`$ cannot do much better whatever the bowl: in any direction where it oscillates, its error shrinks by $`\sqrt\beta`$ a step and the loss by $`\beta`$, and $`0.9^{131}`$ is a millionth.
# - Adam's wide window of rates is its real comfort: every rate tried from 0.0126 to 10 arrived. Arriving is not staying: at 0.3 the loss returned to 3.7.
# - Turned by 45°, Adam needs 129, 417 and 1,738 steps at condition numbers 100, 1,000 and 10,000. Along the coordinates it needs 121 to 125 for all three.
# - With noise, each at its best rate, plain descent is about 16 times worse than momentum after 30 steps (21.3 against 1.36) and about equal after 3,000 (0.0016 against 0.0014). Every best rate has come down on the way: at the end the noise matters more than the shape of the bowl.
# - At *equal* rate 0.002, momentum's floor is ten times plain descent's, 0.0103 against 0.0011: for small rates it acts like plain descent with rate $`\eta/(1-\beta)`$, in speed and in noise.
#
# The lowest of 25 means flatters every method a little.
# With other seeds of the noise the order of plain, momentum and Adam at 1,000 steps and more can change; Newton stays roughly a factor of two ahead.
#
# ## What to say about it in an interview
#
# "I raced four optimizers on a quadratic with condition number 100.
# Plain descent needed 366 steps, and its best rate sat just below the cliff at two over the largest curvature; momentum moved the cliff to 0.038 and needed 123; Newton needed one.
# Adam did as well as momentum over a huge range of rates, but its rescaling is by coordinate: at condition number 10,000 it took 124 steps on an aligned valley and 1,738 on one turned by 45 degrees.
# Then I added gradient noise. Early, acceleration was worth a factor of about 16; after 3,000 steps plain, momentum and Adam lay between 0.0014 and 0.0020.
# So I ask which regime I am in: far from the minimum, conditioning and acceleration count; at the noise floor, the rate schedule, averaging and the batch size do."
#
# If they ask why not Newton always: with $`d`$ weights it needs a $`d\times d`$ Hessian and a solve at each step, away from a quadratic the full step can go uphill, and near a saddle it is drawn to the saddle.
# Sources: [Polyak 1964][polyak1964] for momentum, [Kingma and Ba 2015][kingma2015] for Adam, [Boyd and Vandenberghe 2004][boyd2004], chapter 9, for conditioning and Newton.

# %% [markdown]
# ## Change this and predict what happens
#
# **1. A rounder bowl.** In the first code cell set `CURVATURES = np.array([1.0, 10.0])`. Does momentum still beat plain descent without noise?
#
# <details><summary>What happens</summary>
#
# No: plain descent needs 36 steps and momentum 112. Plain descent gains in proportion to the condition number; momentum with share 0.9 is held up by its own memory. A share made for this bowl would be about 0.27, from $`((\sqrt\kappa-1)/(\sqrt\kappa+1))^2`$ with condition number $`\kappa=10`$. The limits rise tenfold, to 0.2 and 0.38; Newton's stays at 2.
#
# </details>
#
# **2. Less memory.** Set `BETA = 0.5`. What happens to momentum's limit, to its fewest steps, and to its noise floor at rate 0.002?
#
# <details><summary>What happens</summary>
#
# The limit falls to 0.030, which is $`2\cdot1.5/100`$. The fewest steps fall from 123 to 107, but only at the rate 0.0282, the last one on the grid that converges; before, rates from about 0.003 to 0.035 were nearly equally good. The floor falls from 0.0103 to 0.0021, about twice that of plain descent, as $`1/(1-\beta)`$ says.
#
# </details>
#
# **3. Ten times the noise.** Set `NOISE = 10.0`. How do the floors change, and what is left of Newton's lead over plain descent after 30 steps?
#
# <details><summary>What happens</summary>
#
# All three floors are a hundred times higher: the noise enters squared. After 30 steps plain descent has 22.1, hardly more than before, and Newton 2.4 instead of 0.0459, so a lead of more than 400 shrinks to about 9. Newton's best rate at 30 steps falls from 0.1682 to 0.0737: along the flat direction it takes the noise at full size, and only a smaller rate averages it out.
#
# </details>
