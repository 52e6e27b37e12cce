"""The practice databases: the same everywhere, small, and with every edge case that their docstring promises."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from studyguide.databases import FILLED, HIDDEN, NAMES, SHOWN, script, tables

SEEDS = (SHOWN, *HIDDEN)
HASHES = {
    "events": ["cc61c7757614", "daa260a18852", "79758e0e3ecb"],
    "orders": ["5a5ed81cee51", "b09998f33d4e", "016d5d66329e"],
    "subscriptions": ["622381188446", "779f1e3b59dd", "441a20a67aa2"],
    "experiments": ["c76dcf739f2e", "65e56e997c2d", "6af471d9fb00"],
    "predictions": ["ea6333e5e169", "24d8bf8c47b5", "fb69538d33c3"],
}

# The least number of rows that each query gives in the shown database, and in each hidden one.
CASES = {
    "events": {
        "a user without events": (5, 5, "SELECT user_id FROM users EXCEPT SELECT user_id FROM events"),
        "a user with one event": (
            5, 3, "SELECT user_id FROM events GROUP BY user_id HAVING count(DISTINCT event_id) = 1"),
        "an event delivered twice": (20, 40, "SELECT event_id FROM events GROUP BY 1 HAVING count(*) > 1"),
        "a gap of exactly 30 minutes, and of one second less or more": (3, 3, """
            SELECT DISTINCT gap FROM (SELECT strftime('%s', occurred_at) - lag(strftime('%s', occurred_at)) OVER (
              PARTITION BY user_id ORDER BY occurred_at) AS gap FROM events) WHERE gap IN (1799, 1800, 1801)"""),
        "a purchase before the only cart": (1, 3, """
            SELECT user_id FROM events GROUP BY 1 HAVING min(CASE name WHEN 'purchase' THEN occurred_at END)
              < min(CASE name WHEN 'cart' THEN occurred_at END)"""),
        "two events of a user at one time": (1, 3, """
            SELECT user_id, occurred_at FROM events GROUP BY 1, 2 HAVING count(DISTINCT event_id) > 1"""),
        "a user without a device": (5, 5, "SELECT user_id FROM users EXCEPT SELECT user_id FROM devices"),
        "a user with two devices": (3, 3, "SELECT user_id FROM devices GROUP BY 1 HAVING count(*) > 1"),
        "an event without a device": (10, 10, "SELECT 1 FROM events WHERE device_id IS NULL"),
        "an unknown country": (5, 8, "SELECT 1 FROM users WHERE country IS NULL"),
        "six weeks of sign-ups": (6, 6, "SELECT DISTINCT strftime('%W', signed_up_on) FROM users"),
        "a user who comes back in a later week": (8, 8, """
            SELECT DISTINCT u.user_id FROM users u JOIN events e USING (user_id)
            WHERE julianday(e.occurred_at) - julianday(u.signed_up_on) BETWEEN 7 AND 35"""),
        "a user at each step of the funnel": (4, 4, "SELECT DISTINCT name FROM events"),
    },
    "orders": {
        "a customer without orders": (2, 4, "SELECT customer_id FROM customers EXCEPT SELECT customer_id FROM orders"),
        "an order without items": (3, 7, "SELECT order_id FROM orders EXCEPT SELECT order_id FROM order_items"),
        "a product that never sold": (
            2, 2, "SELECT product_id FROM products EXCEPT SELECT product_id FROM order_items"),
        "a category without products": (
            1, 1, "SELECT category_id FROM categories WHERE name = 'Gifts' EXCEPT SELECT category_id FROM products"),
        "a discount that is NULL": (20, 20, "SELECT 1 FROM order_items WHERE discount IS NULL"),
        "a discount of 0": (20, 20, "SELECT 1 FROM order_items WHERE discount = 0"),
        "customers with equal revenue at the top": (2, 4, """
            WITH revenue AS (SELECT customer_id, sum(quantity * unit_price * (1 - coalesce(discount, 0))) AS r
              FROM orders JOIN order_items USING (order_id) GROUP BY 1)
            SELECT 1 FROM revenue WHERE r = (SELECT max(r) FROM revenue)"""),
        "an order with two refunds and several items": (1, 1, """
            SELECT order_id FROM refunds r GROUP BY 1 HAVING count(*) > 1
              AND (SELECT count(*) FROM order_items i WHERE i.order_id = r.order_id) > 1"""),
        "an order without a handler": (10, 10, "SELECT 1 FROM orders WHERE employee_id IS NULL"),
        "an employee who handled nothing": (1, 1, """
            SELECT employee_id FROM employees EXCEPT SELECT employee_id FROM orders"""),
        "a category three levels down": (2, 2, """
            SELECT 1 FROM categories a JOIN categories b ON a.parent_id = b.category_id
            WHERE b.parent_id IS NOT NULL"""),
        "an employee who earns more than the manager": (1, 1, """
            SELECT 1 FROM employees e JOIN employees m ON e.manager_id = m.employee_id WHERE e.salary > m.salary"""),
        "equal salaries": (1, 1, "SELECT salary FROM employees GROUP BY 1 HAVING count(*) > 1"),
        "a customer without a city": (2, 2, "SELECT 1 FROM customers WHERE city IS NULL"),
        "customers of one name": (1, 1, "SELECT name FROM customers GROUP BY 1 HAVING count(*) > 1"),
        "a canceled order": (10, 10, "SELECT 1 FROM orders WHERE status = 'canceled'"),
    },
    "subscriptions": {
        "a user who never subscribed": (5, 5, "SELECT user_id FROM users EXCEPT SELECT user_id FROM subscriptions"),
        "a trial that became nothing": (5, 5, """
            SELECT user_id FROM subscriptions GROUP BY 1 HAVING group_concat(plan) = 'trial'"""),
        "an upgrade without a gap": (5, 5, """
            SELECT 1 FROM subscriptions a JOIN subscriptions b ON a.user_id = b.user_id AND a.ended_on = b.started_on
            WHERE a.plan = 'basic' AND b.plan = 'pro'"""),
        "a gap of one day": (5, 5, """
            SELECT 1 FROM subscriptions a JOIN subscriptions b
            ON a.user_id = b.user_id AND date(a.ended_on, '+1 day') = b.started_on"""),
        "a user who came back after weeks": (5, 5, """
            SELECT 1 FROM (SELECT started_on, lag(ended_on) OVER (PARTITION BY user_id ORDER BY started_on) AS e
              FROM subscriptions) WHERE julianday(started_on) - julianday(e) >= 20"""),
        "two subscriptions at a time": (5, 5, """
            SELECT 1 FROM subscriptions a JOIN subscriptions b ON a.user_id = b.user_id
            AND a.started_on < b.started_on AND b.started_on < a.ended_on"""),
        "one that ended on the day it began": (5, 5, "SELECT 1 FROM subscriptions WHERE ended_on = started_on"),
        "one that runs": (10, 10, "SELECT 1 FROM subscriptions WHERE ended_on IS NULL"),
        "a failed payment": (3, 5, "SELECT 1 FROM payments WHERE status = 'failed'"),
        "a refunded payment": (3, 5, "SELECT 1 FROM payments WHERE status = 'refunded'"),
        "a month without payment": (2, 2, """
            SELECT 1 FROM (SELECT paid_on, lag(paid_on) OVER (PARTITION BY subscription_id ORDER BY paid_on) AS e
              FROM payments) WHERE julianday(paid_on) - julianday(e) = 60"""),
    },
    "experiments": {
        "a user who was not assigned": (3, 3, "SELECT user_id FROM users EXCEPT SELECT user_id FROM assignments"),
        "assigned twice to one variant": (5, 10, """
            SELECT user_id FROM assignments GROUP BY 1 HAVING count(*) = 2 AND count(DISTINCT variant) = 1"""),
        "assigned to both variants": (5, 10, """
            SELECT user_id FROM assignments GROUP BY 1 HAVING count(DISTINCT variant) = 2"""),
        "assigned and not exposed": (10, 10, "SELECT user_id FROM assignments EXCEPT SELECT user_id FROM exposures"),
        "exposed twice": (10, 10, "SELECT user_id FROM exposures GROUP BY 1 HAVING count(*) > 1"),
        "a purchase before the first exposure": (1, 1, """
            SELECT 1 FROM conversions c WHERE converted_at < (SELECT min(exposed_at) FROM exposures e
              WHERE e.user_id = c.user_id)"""),
        "several purchases of a user": (5, 5, "SELECT user_id FROM conversions GROUP BY 1 HAVING count(*) > 1"),
        "a purchase without an amount": (1, 2, "SELECT 1 FROM conversions WHERE revenue IS NULL"),
        "a country in which nobody buys": (1, 1, """
            SELECT country FROM users LEFT JOIN conversions USING (user_id) WHERE country IS NOT NULL
            GROUP BY 1 HAVING count(conversion_id) = 0"""),
        "a new user": (10, 20, "SELECT 1 FROM users WHERE pre_revenue IS NULL"),
        "a heavy tail: the mean is far above the median": (1, 1, """
            SELECT avg(revenue) FROM conversions HAVING avg(revenue) > 1.2 * (SELECT revenue FROM conversions
              WHERE revenue IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET (SELECT count(revenue) / 2 FROM conversions))"""),
        "more buyers in treatment": (1, 1, """
            WITH v AS (SELECT user_id, min(variant) AS v FROM assignments GROUP BY 1
              HAVING count(DISTINCT variant) = 1),
            r AS (SELECT v, avg(user_id IN (SELECT user_id FROM conversions)) AS p FROM v GROUP BY 1)
            SELECT 1 FROM r a JOIN r b ON a.v > b.v WHERE a.p BETWEEN b.p AND b.p + 0.2"""),
        "both variants of about equal size": (2, 2, """
            SELECT variant FROM assignments GROUP BY 1 HAVING count(*) > 60"""),
    },
    "predictions": {
        "a label after 30 days": (10, 10, """
            SELECT 1 FROM labels JOIN requests USING (request_id)
            WHERE julianday(labeled_at) - julianday(requested_at) > 30"""),
        "a request that never got a label": (
            5, 15, "SELECT request_id FROM requests EXCEPT SELECT request_id FROM labels"),
        "scores that tie across the classes": (3, 3, """
            SELECT model, score FROM predictions JOIN labels USING (request_id) GROUP BY 1, 2
            HAVING count(DISTINCT label) = 2"""),
        "a score at the threshold": (2, 2, "SELECT 1 FROM predictions WHERE score = 0.5"),
        "a request that v2 did not score": (5, 5, """
            SELECT request_id FROM requests EXCEPT SELECT request_id FROM predictions WHERE model = 'v2'"""),
        "a request before the first snapshot": (1, 1, """
            SELECT 1 FROM requests r WHERE requested_at < (SELECT min(valid_from) FROM features f
              WHERE f.account_id = r.account_id)"""),
        "a request at the very time of a snapshot": (3, 6, """
            SELECT 1 FROM requests r JOIN features f ON f.account_id = r.account_id AND valid_from = requested_at"""),
        "a request with a later snapshot, which would leak": (10, 10, """
            SELECT DISTINCT request_id FROM requests r JOIN features f USING (account_id)
            WHERE valid_from > requested_at"""),
        "an account without snapshots": (
            1, 1, "SELECT account_id FROM accounts EXCEPT SELECT account_id FROM features"),
        "an account without requests": (1, 1, "SELECT account_id FROM accounts EXCEPT SELECT account_id FROM requests"),
        "a request of an account without snapshots": (1, 1, """
            SELECT account_id FROM requests EXCEPT SELECT account_id FROM features"""),
        "a balance that is NULL": (2, 5, "SELECT 1 FROM features WHERE balance IS NULL"),
        "a segment with one class": (1, 1, """
            SELECT segment FROM accounts JOIN requests USING (account_id) JOIN labels USING (request_id)
            WHERE segment IS NOT NULL GROUP BY 1 HAVING count(DISTINCT label) = 1"""),
        "an unknown segment": (1, 1, "SELECT 1 FROM accounts WHERE segment IS NULL"),
        "every cell of the confusion matrix of either model": (8, 8, """
            SELECT model, label, score >= 0.5 FROM predictions JOIN labels USING (request_id) GROUP BY 1, 2, 3"""),
        "v2 separates the classes better": (1, 1, """
            WITH p AS (SELECT model, label, score FROM predictions JOIN labels USING (request_id)),
            auc AS (SELECT a.model, avg((a.score > b.score) + 0.5 * (a.score = b.score)) AS auc FROM p a
              JOIN p b ON a.model = b.model AND a.label = 1 AND b.label = 0 GROUP BY 1)
            SELECT 1 FROM auc a JOIN auc b ON a.model = 'v1' AND b.model = 'v2' AND 0.5 < a.auc AND a.auc < b.auc
              AND b.auc < 0.99"""),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def filled() -> Iterator[dict[tuple[str, int], sqlite3.Connection]]:
    made = {(name, seed): sqlite3.connect(":memory:") for name in NAMES for seed in SEEDS}
    for (name, seed), database in made.items():
        database.executescript(script(name, seed))
    yield made
    for database in made.values():
        database.close()


def size(database: sqlite3.Connection) -> int:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sum(database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in names)


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_the_same_script_on_every_machine(name: str) -> None:
    assert [hashlib.sha256(script(name, seed).encode()).hexdigest()[:12] for seed in SEEDS] == HASHES[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_small_and_no_two_databases_have_one_size(name: str, filled: dict) -> None:
    sizes = [size(filled[name, seed]) for seed in SEEDS]
    assert max(sizes) <= 600
    assert len(set(sizes)) == 3
    assert max(len(script(name, seed).encode()) for seed in SEEDS) <= 40_000


@pytest.mark.parametrize(("name", "what"), [(name, what) for name, cases in CASES.items() for what in cases])
def test_every_database_has_the_edge_case(name: str, what: str, filled: dict) -> None:
    shown, hidden, query = CASES[name][what]
    found = [len(filled[name, seed].execute(query).fetchall()) for seed in SEEDS]
    assert found[0] >= shown
    assert min(found[1:]) >= hidden


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_references_hold_and_dates_are_iso_text(name: str, seed: int, filled: dict) -> None:
    database = filled[name, seed]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables(name):
        for column in table.columns:
            if re.search("(_at|_on|valid_from)$", column.name):
                wrong = f"SELECT {column.name} FROM {table.name} WHERE {column.name} <> date({column.name})"
                wrong += f" AND {column.name} <> datetime({column.name})"
                assert database.execute(wrong).fetchall() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_every_column_with_its_meaning(name: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script(name, SHOWN))
        for table in tables(name):
            declared = database.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert [(c.name, c.type, c.nullable) for c in table.columns] == [(c[1], c[2], not c[3]) for c in declared]
            assert all("NULL" in c.meaning for c in table.columns if c.nullable)
            assert len(table.first) == min(5, table.rows)
            assert all(len(row) == len(table.columns) for row in table.first)
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        assert [(table.name,) for table in tables(name)] == names


def test_an_unknown_name_is_a_key_error() -> None:
    assert set(FILLED) == set(NAMES)
    with pytest.raises(KeyError, match="nope"):
        script("nope", SHOWN)
