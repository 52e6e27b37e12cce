"""The rows of the practice databases, drawn from a seed. Must not import MkDocs, nor draw but by `Draw`.

Each function takes a `Draw` and whether the edge cases are to be strong (hidden databases), and gives
`{table: rows}` in the order in which tables refer to each other. Edge cases are placed, not left to chance.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

Value = int | float | str | None
Row = tuple[Value, ...]
Rows = Mapping[str, Sequence[Row]]
Item = TypeVar("Item")
COUNTRIES = ("DE", "DE", "FR", "IN", "US", "US", None)
NAMES = ("Ada", "Ben", "Chi", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "June", "Kofi", "Lena", "Mia", "Noor")
CITIES = ("Berlin", "Lyon", "Pune", "Austin", "Austin", None)
CATEGORIES: list[Row] = [
    (1, "Home", None), (2, "Kitchen", 1), (3, "Knives", 2), (4, "Pots", 2), (5, "Garden", 1),
    (6, "Office", None), (7, "Paper", 6), (8, "Pens", 6), (9, "Gifts", None),
]  # fmt: skip
PRODUCTS: list[Row] = [
    (1, "Bread knife", 3, 30.0), (2, "Paring knife", 3, 12.5), (3, "Stock pot", 4, 64.0), (4, "Saucepan", 4, 38.0),
    (5, "Hose", 5, 22.0), (6, "Rake", 5, 22.0), (7, "Notebook", 7, 4.8), (8, "Envelopes", 7, 3.2),
    (9, "Fountain pen", 8, 45.0), (10, "Pencil", 8, 1.1), (11, "Cast-iron pan", 4, 79.0), (12, "Ink", 8, 9.9),
]  # fmt: skip
START = datetime(2026, 1, 5)  # a Monday


class Draw:
    """Draws that are the same on every Python: only `Random.random` and exact arithmetic."""

    def __init__(self, seed: int) -> None:
        self.unit = Random(seed).random

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.unit() * (high - low + 1))

    def chance(self, p: float) -> bool:
        return self.unit() < p

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.whole(0, len(items) - 1)]

    def normal(self, mean: float, spread: float) -> float:
        """Near a normal variable: the sum of twelve uniform ones, to two decimals."""
        return round(mean + spread * (sum(self.unit() for _ in range(12)) - 6), 2)

    def heavy(self, median: float) -> float:
        """A positive amount with a heavy tail: a log-logistic variable with a cap at 49 medians."""
        u = self.unit() * 0.98
        return round(0.5 + median * u / (1 - u), 2)


def stamp(moment: datetime) -> str:
    return moment.isoformat(" ", "seconds")


def day_of(number: int) -> str:
    return (START.date() + timedelta(days=number)).isoformat()


def orders(draw: Draw, strong: bool) -> Rows:
    n = draw.whole(28, 36) if strong else 32
    customers = [
        (c, f"{NAMES[c % 14]} {'LMNR'[c // 16 % 4]}.", draw.pick(CITIES), day_of(draw.whole(-60, 0)))
        for c in range(1, n + 1)
    ]
    made: list[Row] = []
    items: list[Row] = []
    refunds: list[Row] = []
    for order in range(1, 96):
        customer = draw.whole(1, n - (8 if strong else 4))  # the last ones never order
        at = START + timedelta(days=draw.whole(0, 118), minutes=draw.whole(480, 1200))
        handler = None if draw.chance(0.25) else draw.whole(3, 9)
        made.append((order, customer, handler, stamp(at), draw.pick(("paid", "shipped", "shipped", "canceled"))))
        if order % (12 if strong else 25) == 0:
            continue  # an order without items
        basket = _basket(draw)
        items += [(order, *line) for line in basket]
        for _ in range(draw.whole(1, 2) if order % 7 == 0 else 0):
            back = round(float(basket[0][2] or 0) / 2, 2)
            refunds.append((len(refunds) + 1, order, back, stamp(at + timedelta(days=draw.whole(1, 30)))))
    _twins(made, items, n, 4 if strong else 2)
    return {"customers": customers, "categories": CATEGORIES, "employees": _employees(draw), "products": PRODUCTS,
            "orders": made, "order_items": items, "refunds": refunds}  # fmt: skip


def _basket(draw: Draw) -> list[Row]:
    """Product, quantity, unit price and discount of one to four lines; the last two products never sell."""
    lines = {}
    for _ in range(draw.whole(1, 4)):
        product = draw.whole(1, len(PRODUCTS) - 2)
        price = round(float(PRODUCTS[product - 1][3] or 0) * draw.whole(18, 20) / 20, 2)
        lines[product] = (product, draw.whole(1, 4), price, draw.pick((None, None, 0.0, 0.1, 0.25)))
    return list(lines.values())


def _twins(made: list[Row], items: list[Row], n: int, count: int) -> None:
    """Customers with one equal order each at one time, so that their revenue ties, at the top as well."""
    for twin in range(count):
        order = len(made) + 1
        made.append((order, n - 3 + twin % 4 if count > 2 else n - 1 + twin, None, stamp(START), "paid"))
        items.append((order, 1, 60, 30.0, None))


def _employees(draw: Draw) -> list[Row]:
    """A head, two below, the rest below those; two salaries are equal."""
    managers = (None, 1, 1, 2, 2, 3, 3, 4, 4, 8)
    salary = [190_000, 140_000, 140_000] + [1000 * draw.whole(55, 110) for _ in range(7)]
    salary[9] = salary[7] + 5000  # earns more than the manager
    return [(e + 1, NAMES[e], managers[e], salary[e]) for e in range(10)]


def experiments(draw: Draw, strong: bool) -> Rows:
    n = draw.whole(140, 150) if strong else 156
    users: list[Row] = []
    assigned: list[Row] = []
    exposed: list[Row] = []
    converted: list[Row] = []
    for user in range(1, n + 1):
        country = "JP" if user % 50 == 0 else draw.pick(COUNTRIES)  # nobody in JP buys
        before = None if user % (5 if strong else 11) == 0 else (0.0 if draw.chance(0.4) else draw.heavy(12))
        users.append((user, country, before))
        if user % 40 == 0:
            continue  # never assigned
        at = START + timedelta(minutes=draw.whole(0, 14 * 1440))
        variant = ("control", "treatment")[draw.whole(0, 1)]
        assigned.append((user, variant, stamp(at)))
        if user % (10 if strong else 25) in (3, 4):  # assigned again: 3 to the same variant, 4 to the other
            other = variant if user % (10 if strong else 25) == 3 else {"control": "treatment"}.get(variant, "control")
            assigned.append((user, other, stamp(at + timedelta(hours=draw.whole(1, 60)))))
        seen = [at + timedelta(minutes=draw.whole(1, 4000)) for _ in range(draw.pick((0, 1, 1, 1, 2)))]
        exposed += [(user, stamp(time)) for time in sorted(seen)]
        rate = (0.26 if variant == "control" else 0.33) * (1.3 if (before or 0) > 20 else 0.9) * (country != "JP")
        for _ in range(draw.whole(1, 2) if draw.chance(rate) else 0):
            shift = -draw.whole(60, 900) if user % 9 == 0 else draw.whole(5, 7000)  # some before the exposure
            amount = None if draw.chance(0.1 if strong else 0.03) else round(draw.heavy(15) + 0.2 * (before or 0), 2)
            converted.append((user, stamp(min(seen, default=at) + timedelta(minutes=shift)), amount))
    tables = {"assignments": assigned, "exposures": exposed, "conversions": converted}
    return {"users": users} | {t: [(i, *row) for i, row in enumerate(rows, 1)] for t, rows in tables.items()}


def predictions(draw: Draw, strong: bool) -> Rows:
    accounts: list[Row] = []
    features: list[Row] = []
    requests: list[Row] = []
    scored: list[Row] = []
    labels: list[Row] = []
    for account in range(1, draw.whole(22, 26) + 1):
        opened = draw.whole(-90, -1)
        segment = "nonprofit" if account % 8 == 0 else draw.pick(("consumer", "consumer", "business", None))
        accounts.append((account, day_of(opened), segment))
        for step in range(0 if account % 12 == 0 else draw.whole(1, 4)):  # some have no snapshot at all
            at = START + timedelta(days=3 + 25 * step, hours=6)
            balance = None if draw.chance(0.25 if strong else 0.08) else draw.normal(500, 220)
            features.append((account, stamp(at), balance, draw.whole(0, 12)))
    for request in range(1, draw.whole(106, 114) + 1):
        account = draw.whole(1, len(accounts) - 1)  # the last account has no request
        at = START + timedelta(days=draw.whole(0, 85), minutes=draw.whole(0, 1439))
        if request % (8 if strong else 16) == 0 and account % 12:
            at = START + timedelta(days=3, hours=6)  # the very time of a snapshot, which counts as known
        requests.append((request, account, stamp(at)))
        label = int(account % 8 != 0 and draw.chance(0.3))  # nonprofits have no fraud
        _score(draw, request, label, at, scored)
        if draw.chance(0.7 if strong else 0.85):
            late = draw.whole(35, 90) if draw.chance(0.3) else draw.whole(1, 29)
            labels.append((request, label, stamp(at + timedelta(days=late))))
    return {"accounts": accounts, "features": features, "requests": requests, "predictions": scored, "labels": labels}


def _score(draw: Draw, request: int, label: int, at: datetime, scored: list[Row]) -> None:
    """Both models' scores in steps of 0.05, v2 a little better; v2 left out one request in fifteen."""
    for model, center, skips in (("v1", 0.42 + 0.12 * label, False), ("v2", 0.38 + 0.24 * label, request % 15 == 0)):
        step = int(20 * draw.normal(center, 0.17) + 0.5)
        moment = stamp(at + timedelta(seconds=draw.whole(1, 4)))
        if not skips:
            scored.append((request, model, moment, round(min(max(step, 0), 20) * 0.05, 2)))
