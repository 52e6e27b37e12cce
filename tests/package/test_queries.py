"""Queries run and graded natively: what is refused, the added functions, each kind of difference, and that the
browser's engine gives the same rows."""

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studyguide import databases
from studyguide.fault import Fault
from studyguide.queries import QueryFailed, Result, connect, difference, grade, run

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/web/rows.json").read_text("utf-8"))
SMALL = "CREATE TABLE t (g TEXT, x REAL); INSERT INTO t VALUES ('a', 1), ('a', 3), ('b', 5), ('c', NULL);"
ONLY = "Only reading is allowed here: one SELECT, or WITH … SELECT."
ONE = "Only one statement is run: remove what follows the first semicolon."


def rows(query: str, script: str = SMALL) -> list[tuple[Any, ...]]:
    with closing(connect(script)) as database:
        return list(run(database, query).rows)


REFUSED = {
    "INSERT INTO t VALUES ('d', 1)": ONLY,
    "update t set x = 1": ONLY,
    "DROP TABLE t": ONLY,
    "PRAGMA query_only = 0": ONLY,
    "ATTACH 'x' AS y": ONLY,
    "VACUUM INTO '/tmp/x'": ONLY,
    "EXPLAIN SELECT 1": ONLY,
    "VALUES (1)": ONLY,
    "WITH a AS (SELECT 1) DELETE FROM t": ONLY,
    "WITH a AS (SELECT 1) INSERT INTO t SELECT 'd', 1": ONLY,
    "SELECT name FROM pragma_table_info('t')": ONLY,
    "; SELECT 1": ONLY,
    "SELECT 1; SELECT 2": ONE,
    "SELECT 1; DROP TABLE t": ONE,
    "": "There is no query yet.",
    " -- nothing\n/* here */ ;": "There is no query yet.",
    "SELECT ?": "The query has a parameter (?, :name, @name or $name): write the value itself.",
    "SELECT :x": "The query has a parameter (?, :name, @name or $name): write the value itself.",
    "SELECT '\0'": "The query holds a character that SQLite cannot read.",
    "SELECT '\ud800'": "The query holds a character that SQLite cannot read.",
    "SELECT nope FROM t": "SQLite says: no such column: nope.",
    "SELECT * FROM nope": "SQLite says: no such table: nope.",
    "SELEC 1": ONLY,
    "SELECT 1 FROM": "SQLite says: incomplete input.",
    "SELECT x FROM t GROUP": "SQLite says: incomplete input.",
    "SELECT FROM t": 'SQLite says: near "FROM": syntax error.',
    "SELECT stddev(g) FROM t": "SQLite says: stddev() takes numbers, not a text or a blob.",
    "SELECT percentile_cont(x, 50) FROM t":
        "SQLite says: percentile_cont() takes a fraction from 0 to 1 as its second argument.",
    "SELECT percentile_cont(x, NULL) FROM t": "SQLite says: percentile_cont() takes numbers, not NULL as its fraction.",
    "SELECT percentile_cont(x, x / 10) FROM t WHERE x IS NOT NULL":
        "SQLite says: percentile_cont() takes the same fraction in every row of a group.",
    "SELECT median(x) OVER () FROM t": "SQLite says: median() may not be used as a window function.",
    "SELECT g REGEXP '(?i)A' FROM t":
        "SQLite says: the pattern '(?i)A' uses what Python and JavaScript do not share.",
    "SELECT g REGEXP '(' FROM t": "SQLite says: the pattern '(' cannot be read.",
    "SELECT x REGEXP '1' FROM t": "SQLite says: REGEXP compares texts: use CAST(x AS TEXT) for a number.",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n":
        "The query gives more than 10,000 rows.",
}  # fmt: skip
ACCEPTED = {
    "SELECT 1;": [(1,)],
    "SELECT 1 ; -- done": [(1,)],
    "-- a comment; with a semicolon\nSELECT 1": [(1,)],
    "/* DROP TABLE t; */ select ';', \"g\" from t where g = 'b'": [(";", "b")],
    "WITH a AS (SELECT 1 AS n) SELECT n FROM a": [(1,)],
    "SELECT '?', ':x', 'pragma_' -- $y": [("?", ":x", "pragma_")],
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT max(i) FROM n": [(10000,)],
}


@pytest.mark.parametrize("query", REFUSED, ids=ascii)
def test_a_query_that_cannot_run_is_told_in_one_sentence(query: str) -> None:
    with pytest.raises(QueryFailed) as failed:
        rows(query)
    assert str(failed.value) == REFUSED[query]


@pytest.mark.parametrize("query", ACCEPTED, ids=ascii)
def test_a_reading_query_runs_whatever_its_strings_and_comments_hold(query: str) -> None:
    assert rows(query) == ACCEPTED[query]


def test_an_endless_query_is_stopped() -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    start = time.monotonic()
    with closing(connect(SMALL)) as database:
        with pytest.raises(QueryFailed, match=r"more than 0\.2 seconds and was stopped"):
            run(database, endless, limit_seconds=0.2)
        assert run(database, "SELECT 1").rows == ((1,),)
    assert time.monotonic() - start < 1.5


def test_the_authorizer_refuses_what_the_words_let_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyguide.queries.refusal", lambda _: None)
    for query in ("DELETE FROM t", "PRAGMA user_version = 3", "ATTACH ':memory:' AS y", "CREATE TABLE u (a)"):
        with pytest.raises(QueryFailed, match="Only reading"):
            rows(query)


FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "SELECT stddev(x), variance(x), stddev_pop(x), var_pop(x) FROM t WHERE g = 'a'": (math.sqrt(2), 2, 1, 1),
    "SELECT stddev(x), variance(x), stddev_pop(x), var_pop(x) FROM t WHERE g = 'b'": (None, None, 0, 0),
    "SELECT stddev(x), var_pop(x), median(x), percentile_cont(x, 0.5) FROM t WHERE g = 'c'": (None,) * 4,
    "SELECT stddev(x), var_pop(x), median(x), percentile_cont(x, 0.5) FROM t WHERE g = 'd'": (None,) * 4,
    "SELECT median(x), percentile_cont(x, 0.25), percentile_cont(x, 0), percentile_cont(x, 1) FROM t": (3, 2, 1, 5),
    "SELECT median(DISTINCT y) FROM (SELECT 1 AS y UNION ALL SELECT 1 UNION ALL SELECT 4)": (2.5,),
    "SELECT sqrt(4), ln(1), exp(0), pow(2, 3), floor(-1.5), ceil(-1.5), log(100)": (2, 0, 1, 8, -2, -1, 2),
    "SELECT 'abc' REGEXP '^a', 'abc' REGEXP 'c$', 'abc' REGEXP 'd', NULL REGEXP 'a', 'a' REGEXP NULL":
        (1, 1, 0, None, None),
    "SELECT 'a' || char(10) REGEXP '^a$', 'a$' REGEXP 'a[$]', 'Ä1' REGEXP '^\\W\\d$', '😀' REGEXP '^.$'":
        (0, 1, 1, 1),
}  # fmt: skip


@pytest.mark.parametrize("query", FUNCTIONS)
def test_the_added_functions_skip_nulls_and_give_the_value_worked_out_by_hand(query: str) -> None:
    assert rows(query) == [pytest.approx(FUNCTIONS[query])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_two_results_differ_as_the_shared_table_says(case: dict[str, Any]) -> None:
    expected, got = (
        Result(tuple(side["columns"]), tuple(map(tuple, side["rows"]))) for side in (case["expected"], case["got"])
    )
    found = difference(expected, got, case["ordered"])
    told = None if found is None else json.loads(json.dumps(found, default=vars))
    assert told == case["difference"]


def test_ten_thousand_rows_that_all_differ_are_compared_within_two_seconds() -> None:
    def many(shift: float) -> Result:
        return Result(("a", "b"), tuple((i % 7, i + shift) for i in range(10_000)))

    start = time.monotonic()
    found = difference(many(0), many(0.5), False)
    assert found
    assert found.more == 19_980
    assert time.monotonic() - start < 2


def test_a_right_query_passes_on_all_three_databases() -> None:
    solution = "SELECT plan, count(*) AS n FROM subscriptions GROUP BY plan ORDER BY n DESC, plan"
    other = "SELECT plan, sum(1) AS N FROM subscriptions GROUP BY 1 ORDER BY 2 DESC, 1"
    verdicts = grade(other, solution, "subscriptions", ordered=True)
    assert [(v.database, v.passed, v.difference) for v in verdicts] == [
        ("shown", True, None), ("hidden 1", True, None), ("hidden 2", True, None)]  # fmt: skip
    assert verdicts[0].what == "The rows are those the task asks for."


def test_a_query_that_knows_only_the_shown_rows_fails_on_the_hidden_ones() -> None:
    verdicts = grade("SELECT 48 AS n", "SELECT count(*) AS n FROM users", "subscriptions", ordered=False)
    assert [v.passed for v in verdicts] == [True, False, False]
    assert verdicts[1].what == "Your query gives 1 row, as many as the task asks for, but 1 row is missing and " \
                               "1 row is extra."  # fmt: skip
    assert verdicts[1].difference


def test_a_query_that_fails_is_a_verdict_and_a_solution_that_fails_is_a_fault() -> None:
    verdict = grade("SELECT nope", "SELECT 1 AS a", "orders", ordered=False)[0]
    assert (verdict.passed, verdict.what, verdict.difference) == (False, "SQLite says: no such column: nope.", None)
    with pytest.raises(Fault, match="the solution fails on the shown rows of `orders`: SQLite says: no such column"):
        grade("SELECT 1 AS a", "SELECT nope", "orders", ordered=False)


BOTH = {
    "events": [
        "WITH once AS (SELECT user_id, min(occurred_at) AS at FROM events GROUP BY event_id, user_id), "
        "marked AS (SELECT *, coalesce(julianday(at) - julianday(lag(at) OVER w) > 30.0 / 1440, 1) AS new FROM once "
        "WINDOW w AS (PARTITION BY user_id ORDER BY at)) SELECT user_id, sum(new) AS sessions FROM marked GROUP BY 1",
        "SELECT name, count(DISTINCT user_id) AS users FROM events GROUP BY name",
        "WITH s AS (SELECT user_id, min(CASE name WHEN 'visit' THEN occurred_at END) AS a, "
        "min(CASE name WHEN 'cart' THEN occurred_at END) AS b FROM events GROUP BY 1) "
        "SELECT count(a) AS visited, count(CASE WHEN b > a THEN 1 END) AS carted FROM s",
        "SELECT strftime('%Y-%W', u.signed_up_on) AS week, "
        "CAST((julianday(date(e.occurred_at)) - julianday(u.signed_up_on)) / 7 AS INTEGER) AS later, "
        "count(DISTINCT u.user_id) AS users FROM users u JOIN events e USING (user_id) GROUP BY 1, 2",
        "SELECT event_id FROM (SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY received_at) AS k "
        "FROM events) WHERE k = 2",
        "SELECT date(occurred_at, 'weekday 1', '-7 days') AS monday, count(*) AS n FROM events GROUP BY 1",
        "SELECT country, count(*) FILTER (WHERE name REGEXP '^(view|cart)$') AS n FROM users "
        "LEFT JOIN events USING (user_id) GROUP BY country",
    ],
    "orders": [
        "SELECT customer_id, sum(quantity * unit_price * (1 - coalesce(discount, 0))) AS revenue FROM customers "
        "LEFT JOIN orders USING (customer_id) LEFT JOIN order_items USING (order_id) GROUP BY 1",
        "WITH r AS (SELECT customer_id, sum(quantity * unit_price) AS revenue FROM orders JOIN order_items "
        "USING (order_id) GROUP BY 1) SELECT customer_id, rank() OVER w AS r, dense_rank() OVER w AS d, "
        "ntile(4) OVER (ORDER BY revenue, customer_id) AS q, percent_rank() OVER w AS p, cume_dist() OVER w AS c "
        "FROM r WINDOW w AS (ORDER BY revenue DESC)",
        "WITH RECURSIVE tree AS (SELECT category_id, name AS path, 0 AS depth FROM categories WHERE parent_id IS NULL "
        "UNION ALL SELECT c.category_id, path || ' > ' || c.name, depth + 1 FROM categories c JOIN tree t "
        "ON c.parent_id = t.category_id) SELECT path, depth FROM tree",
        "SELECT e.name FROM employees e LEFT JOIN employees m ON e.manager_id = m.employee_id "
        "WHERE e.salary > m.salary",
        "SELECT name FROM employees WHERE employee_id NOT IN (SELECT employee_id FROM orders)",
        "SELECT strftime('%Y-%m', ordered_at) AS month, count(*) AS n, sum(count(*)) OVER (ORDER BY "
        "strftime('%Y-%m', ordered_at)) AS running FROM orders GROUP BY 1",
        "SELECT category_id, median(price) AS m, stddev(price) AS s, round(avg(price), 2) AS a FROM products "
        "GROUP BY 1",
        "SELECT name, printf('%.2f', price) AS price, upper(substr(name, 1, 3)) AS code, instr(name, 'n') AS at "
        "FROM products",
        "SELECT c.customer_id, o.order_id FROM customers c FULL JOIN orders o ON c.customer_id = o.customer_id "
        "AND o.status = 'canceled'",
    ],
    "subscriptions": [
        "SELECT user_id, julianday(lead(started_on) OVER (PARTITION BY user_id ORDER BY started_on)) "
        "- julianday(ended_on) AS gap FROM subscriptions",
        "WITH m AS (SELECT *, CASE WHEN started_on <= max(coalesce(ended_on, '9999')) OVER (PARTITION BY user_id "
        "ORDER BY started_on, subscription_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS n "
        "FROM subscriptions), i AS (SELECT *, sum(n) OVER (PARTITION BY user_id ORDER BY started_on, subscription_id) "
        "AS island FROM m) SELECT user_id, island, min(started_on) AS first, max(coalesce(ended_on, '9999')) AS last "
        "FROM i GROUP BY 1, 2",
        "WITH RECURSIVE months(m) AS (SELECT '2026-01-01' UNION ALL SELECT date(m, '+1 month') FROM months "
        "WHERE m < '2026-09-01') SELECT m, count(subscription_id) AS active FROM months LEFT JOIN subscriptions "
        "ON started_on <= m AND coalesce(ended_on, '9999') > m GROUP BY m",
        "SELECT plan, percentile_cont(amount, 0.9) AS p90, var_pop(amount) AS v FROM payments "
        "JOIN subscriptions USING (subscription_id) GROUP BY plan",
        "SELECT subscription_id, amount, avg(amount) OVER (PARTITION BY subscription_id ORDER BY paid_on "
        "ROWS 2 PRECEDING) AS moving FROM payments WHERE status = 'paid'",
    ],
    "experiments": [
        "SELECT a.variant, count(*) AS n, avg(c.user_id IS NOT NULL) AS rate, sqrt(var_pop(c.user_id IS NOT NULL) "
        "/ count(*)) AS se FROM assignments a LEFT JOIN (SELECT DISTINCT user_id FROM conversions) c USING (user_id) "
        "GROUP BY 1",
        "SELECT user_id FROM assignments GROUP BY 1 HAVING count(DISTINCT variant) = 2",
        "SELECT variant, sum(revenue) AS total, median(revenue) AS m, percentile_cont(revenue, 0.95) AS p95, "
        "exp(avg(ln(revenue))) AS geometric FROM assignments JOIN conversions USING (user_id) GROUP BY 1",
        "SELECT country, total(revenue) AS r, count(revenue) AS n, max(pre_revenue) AS top FROM users "
        "LEFT JOIN conversions USING (user_id) GROUP BY country",
        "SELECT conversion_id FROM conversions c WHERE NOT EXISTS (SELECT 1 FROM exposures e "
        "WHERE e.user_id = c.user_id AND e.exposed_at <= c.converted_at)",
    ],
    "predictions": [
        "SELECT model, sum(score >= 0.5 AND label = 1) AS tp, sum(score >= 0.5 AND label = 0) AS fp, "
        "sum(score < 0.5 AND label = 1) AS fn, sum(score < 0.5 AND label = 0) AS tn "
        "FROM predictions JOIN labels USING (request_id) GROUP BY model",
        "WITH p AS (SELECT model, label, score FROM predictions JOIN labels USING (request_id)) "
        "SELECT a.model, avg((a.score > b.score) + 0.5 * (a.score = b.score)) AS auc FROM p a JOIN p b "
        "ON a.model = b.model AND a.label = 1 AND b.label = 0 GROUP BY 1",
        "WITH r AS (SELECT model, label, rank() OVER w + (count(*) OVER (PARTITION BY model, score) - 1) / 2.0 AS r "
        "FROM predictions JOIN labels USING (request_id) WINDOW w AS (PARTITION BY model ORDER BY score)) "
        "SELECT model, (sum(r * label) - sum(label) * (sum(label) + 1) / 2.0) / (sum(label) * sum(1 - label)) AS auc "
        "FROM r GROUP BY model",
        "SELECT r.request_id, (SELECT balance FROM features f WHERE f.account_id = r.account_id AND valid_from "
        "<= requested_at ORDER BY valid_from DESC LIMIT 1) AS balance FROM requests r",
        "SELECT CAST(floor(score * 10) AS INTEGER) AS bin, count(*) AS n, avg(label) AS rate FROM predictions "
        "JOIN labels USING (request_id) GROUP BY 1",
        "SELECT segment, stddev(logins_7d) AS s, count(balance) AS known FROM accounts LEFT JOIN features "
        "USING (account_id) GROUP BY 1",
    ],
}


@pytest.fixture(scope="module")
def browser() -> Callable[[str, list[str]], list[dict[str, Any]]]:
    """sql.js under Node with our functions."""

    def ask(script: str, queries: list[str]) -> list[dict[str, Any]]:
        node = [str(Path(sys.executable).parent / "node"), str(ROOT / "web/node/sql.mjs")]
        asked = json.dumps([{"script": script, "queries": queries}])
        done = subprocess.run(node, input=asked, capture_output=True, text=True, check=True, encoding="utf-8")
        return list(json.loads(done.stdout)[0])

    return ask


@pytest.mark.parametrize("name", BOTH)
def test_the_browsers_engine_gives_the_same_rows(name: str, browser: Callable[..., Any]) -> None:
    for seed in (databases.SHOWN, *databases.HIDDEN):
        script = databases.script(name, seed)
        found = browser(script, BOTH[name])
        with closing(connect(script)) as database:
            for query, theirs in zip(BOTH[name], found, strict=True):
                got = Result(tuple(theirs.get("columns", [])), tuple(map(tuple, theirs.get("rows", []))))
                assert (query, theirs.get("error"), difference(run(database, query), got, False)) == (query, None, None)


def test_both_engines_are_held_together_by_at_least_25_queries_that_give_rows() -> None:
    counts = []
    for name, queries in BOTH.items():
        with closing(connect(databases.script(name, databases.SHOWN))) as database:
            counts += [len(run(database, query).rows) for query in queries]
    assert len(counts) >= 25
    assert counts.count(0) == 1  # NOT IN with a NULL


def test_the_browser_refuses_what_is_refused_here_in_the_same_words(browser: Callable[..., Any]) -> None:
    queries = [query for query in REFUSED if "\ud800" not in query]
    assert [found.get("error") for found in browser(SMALL, queries)] == [REFUSED[query] for query in queries]


def test_the_browser_accepts_what_is_accepted_here(browser: Callable[..., Any]) -> None:
    found = browser(SMALL, [*ACCEPTED, *FUNCTIONS])
    wanted = [*ACCEPTED.values(), *([row] for row in FUNCTIONS.values())]
    assert [list(map(tuple, f["rows"])) for f in found] == [[pytest.approx(row) for row in rows] for rows in wanted]


def test_the_browser_refuses_a_write_and_a_flood_of_memory_and_goes_on(browser: Callable[..., Any]) -> None:
    queries = [
        "WITH a AS (SELECT 1) UPDATE t SET x = 0",
        "SELECT length(hex(zeroblob(200000000)))",
        "SELECT sum(x) AS s FROM t",
    ]
    found = browser(SMALL, queries)
    assert [f.get("error") for f in found] == [ONLY, "SQLite says: out of memory.", None]
    assert found[2]["rows"] == [[9]]
