"""SQL exercises as the page shows them, and which code of a page runs there."""

from pathlib import Path

import pytest

from studyguide import databases, exercise, intake, runnable, task
from studyguide.fault import Fault

PAGE = """---
weight: 1
description: Count the customers of the shop, which is the first query that anyone writes.
level: junior
minutes: 5
topic: joins
database: orders
---
# Count

Give the column `n`.

```sql title="starter.sql"
SELECT 1 AS n;
```

/// hint | One
COUNT.
///

/// hint | Two
COUNT(*).
///

/// solution
```sql title="solution.sql"
SELECT COUNT(*) AS n FROM customers;
```

It reads every row.
///
"""


def read(text: str) -> exercise.Exercise:
    return exercise.read(intake.page("docs/exercises/sql/count.md", text))


def test_a_task_shows_its_tables_and_what_is_wanted() -> None:
    shown = task.task(read(PAGE))
    assert shown.wanted.columns == ("n",)
    assert next(table.name for table in shown.tables) == "customers"
    assert not shown.ordered
    assert list(task.told(read(PAGE))) == []


def test_what_is_wrong_with_a_query_is_told() -> None:
    with pytest.raises(Fault, match="there is no database `shop`; use one of events, orders"):
        task.task(read(PAGE.replace("database: orders", "database: shop")))
    with pytest.raises(Fault, match="the solution cannot be run: SQLite says: no such table: clients"):
        task.task(read(PAGE.replace("FROM customers", "FROM clients")))
    assert "the starter passes" in task.told(read(PAGE.replace("SELECT 1 AS n", "SELECT COUNT(*) AS n FROM customers")))
    same = list(task.told(read(PAGE.replace("SELECT COUNT(*) AS n FROM customers", "SELECT 1 AS n"))))
    assert "the rows are the same on a hidden database; an answer that lists them would pass" in same
    none = list(task.told(read(PAGE.replace("FROM customers", "FROM customers WHERE 0 GROUP BY city"))))
    assert "the solution gives no row on one of the databases; ask for something that is there" in none


def test_the_files_lie_in_a_folder_named_by_their_content() -> None:
    names = set(task.files())
    assert names == {"sql-wasm.wasm"} | {f"{name}-{seed}.sql" for name in databases.NAMES for seed in (0, 1, 2)}
    assert task.root().startswith("assets/sql/")


CHAPTER = """---
weight: 1
---
# Code

```python
import numpy as np
print(1)
#> 1
```

```python
import scipy
x = 1
```

```python
# not in the browser: it has another version
import pandas
print(2)
#> 2
```

```python alt="A line."
import matplotlib.pyplot as plt
plt.plot([1, 2])
```
"""


def test_only_code_that_shows_something_runs() -> None:
    page = intake.page("docs/metrics/code.md", CHAPTER)
    assert runnable.imports(runnable.code(page)) == {"numpy", "matplotlib"}
    path = Path("docs/exercises/python/roc-auc-with-ties.md")
    root = Path(__file__).resolve().parents[2]
    found = intake.page(path.as_posix(), (root / path).read_text("utf-8"))
    assert runnable.imports(runnable.code(found)) == {"numpy", "sklearn"}
