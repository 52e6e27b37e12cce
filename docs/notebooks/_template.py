# ---
# weight: 999
# description: FILL one sentence of 50 to 160 characters that says what the experiment shows.
# ---

# %% [markdown]
# # {title}
#
# FILL the question of the experiment.

# %%
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(0)
x = np.sort(rng.normal(size=50))

# %%
# alt: FILL what the reader should see.
plt.plot(x)
plt.show()

# %% [markdown]
# ## What to say about it in an interview
#
# FILL two or three sentences.
#
# ## Change this and predict what happens
#
# FILL which line to change.
#
# <details><summary>What happens</summary>
#
# FILL what happens, tried.
#
# </details>
