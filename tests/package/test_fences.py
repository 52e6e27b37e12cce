"""Fences: what is found, what is run, where output goes, how a failure is told."""

import pytest

from studyguide.fences import FenceFailed, fences, rewritten

PYTHON = """# T

```python
for i in range(2):
    print(i)
x = 1 / 3
print(round(x, 3))
```
"""
SQL = """# T

```sql title="setup.sql"
create table t (a int, b text);
insert into t values (1, 'x'), (2, null);
```

```sql
select a, b from t;
```
"""


def test_output_follows_the_statement_that_printed_it() -> None:
    assert "    print(i)\n#> 0\n#> 1\nx = 1 / 3\nprint(round(x, 3))\n#> 0.333\n```" in rewritten(PYTHON)


def test_rows_follow_their_query() -> None:
    assert "select a, b from t;\n--> a | b\n--> 1 | x\n--> 2 | NULL\n```" in rewritten(SQL)


@pytest.mark.parametrize("text", [PYTHON, SQL])
def test_writing_twice_changes_nothing(text: str) -> None:
    assert rewritten(rewritten(text)) == rewritten(text)


def test_a_wrong_output_is_put_right() -> None:
    assert "#> 9" not in rewritten(PYTHON.replace("print(i)\n", "print(i)\n#> 9\n"))


def test_each_fence_has_a_namespace_of_its_own() -> None:
    with pytest.raises(FenceFailed, match="line 8: NameError"):
        rewritten("# T\n\n```python\nx = 1\n```\n\n```python\nprint(x)\n```\n")


def test_a_failing_statement_is_told_with_its_line() -> None:
    with pytest.raises(FenceFailed, match="line 5: ZeroDivisionError"):
        rewritten("# T\n\n```python\nx = 0\n1 / x\n```\n")


def test_a_query_without_a_semicolon_is_told() -> None:
    with pytest.raises(FenceFailed, match="no semicolon"):
        rewritten("```sql\nselect 1\n```\n")


def test_an_indented_fence_keeps_its_indent() -> None:
    assert "    print(1)\n    #> 1\n" in rewritten("- item\n\n    ```python\n    print(1)\n    ```\n")


def test_a_fence_inside_a_longer_fence_is_text() -> None:
    found = list(fences("````markdown\n```python\nprint(1)\n```\n````\n"))
    assert [(f.language, f.line) for f in found] == [("markdown", 1)]


def test_no_figure_stays_open() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    rewritten("```python\nimport matplotlib.pyplot as plt\nplt.subplots()\n```\n")
    assert pyplot.get_fignums() == []
