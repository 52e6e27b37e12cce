"""The rows of the two databases that are about time: events and subscriptions. Must not import MkDocs.

Kinds of users go round by their id, so that every edge case is there under every seed.
"""

from datetime import datetime, timedelta

from studyguide.samples import COUNTRIES, START, Draw, Row, Rows, day_of, stamp

STEPS = ("visit", "view", "cart", "purchase")


def events(draw: Draw, strong: bool) -> Rows:
    n = draw.whole(46, 62) if strong else 56
    users: list[Row] = []
    devices: list[Row] = []
    done: list[Event] = []
    for user in range(1, n + 1):
        day = 7 * ((user - 1) * 6 // n) + draw.whole(0, 6)
        users.append((user, day_of(day), None if user % (5 if strong else 9) == 0 else draw.pick(COUNTRIES)))
        mine = [len(devices) + 1 + k for k in range(draw.whole(0, 2) if user % 6 else 0)]
        devices += [(device, user, draw.pick(("web", "web", "ios", "android"))) for device in mine]
        if user % 8 == 7:
            continue  # a user without any event
        weeks = [0] if user % 8 in (1, 2) else [w for w in range(5) if w == 0 or draw.chance(0.55 - 0.1 * w)]
        for week in weeks:
            at = START + timedelta(days=day + 7 * week, hours=draw.whole(7, 20), minutes=draw.whole(0, 59))
            done += _visit(draw, user, mine, at, {1: 1, 4: 2}.get(user % 8, draw.whole(1, 4)))
    done += _edges(n, strong)
    done.sort(key=lambda event: (event[3], event[0]))
    return {"users": users, "devices": devices, "events": _delivered(draw, done, 5 if strong else 11)}


Event = tuple[int, int | None, str, datetime]


def _visit(draw: Draw, user: int, devices: list[int], at: datetime, steps: int) -> list[Event]:
    """One or two sessions of a user that reach the given step of the funnel."""
    device = draw.pick(devices) if devices and draw.chance(0.9) else None
    found: list[Event] = []
    for step in STEPS[:steps]:
        found.append((user, device, step, at))
        if steps > 1 and draw.chance(0.25):
            found.append((user, device, "view", at + timedelta(seconds=draw.whole(20, 300))))
        at += timedelta(minutes=draw.pick((2, 6, 12, 45)), seconds=draw.whole(0, 59))
    return found


def _edges(n: int, strong: bool) -> list[Event]:
    """Gaps of just under, exactly and just over 30 minutes, a purchase before its cart, events at one time."""
    at = START + timedelta(days=50, hours=9)
    found: list[Event] = []
    for user in range(2, 2 + 8 * (3 if strong else 1), 8):
        for step, seconds in zip((*STEPS[:2], "view", "view"), (0, 1799, 3599, 5400), strict=True):
            found.append((user, None, step, at + timedelta(seconds=seconds)))
        found += [(user + 1, None, step, at) for step in ("view", "visit")]
        found += [(user + 2, None, s, at + timedelta(minutes=m)) for s, m in (("purchase", 0), ("cart", 5))]
    return found


def _delivered(draw: Draw, done: list[Event], every: int) -> list[Row]:
    """Deliveries in the order of arrival; one event in `every` arrives twice, the second time minutes later."""
    arrived = []
    for event, (user, device, name, at) in enumerate(done, 1001):
        times = [at + timedelta(seconds=draw.whole(1, 9))]
        if event % every == 0:
            times.append(times[0] + timedelta(minutes=draw.whole(1, 90)))
        arrived += [(stamp(time), event, user, device, name, stamp(at)) for time in times]
    arrived.sort(key=lambda delivery: (delivery[0], delivery[1]))
    return [(row, *rest, received) for row, (received, *rest) in enumerate(arrived, 1)]


def subscriptions(draw: Draw, strong: bool) -> Rows:
    n = draw.whole(44, 52) if strong else 48
    users: list[Row] = []
    periods: list[tuple[int, int, str, int, int | None]] = []
    for user in range(1, n + 1):
        day = draw.whole(0, 120)
        users.append((user, day_of(day), draw.pick(COUNTRIES)))
        for period in _periods(draw, user % 8, day):
            periods.append((len(periods) + 1, user, *period))
    price = {"trial": 0.0, "basic": 10.0, "pro": 25.0, "team": 60.0}
    payments: list[Row] = []
    for subscription, _, plan, start, end in periods:
        for day in range(start, min(end or 260, 260), 30) if plan != "trial" else ():
            status = draw.pick(("paid",) * (5 if strong else 12) + ("failed", "refunded"))
            if draw.chance(0.9 if strong else 0.95):  # else a month without any attempt
                payments.append((len(payments) + 1, subscription, day_of(day), price[plan], status))
    told: list[Row] = [
        (subscription, user, plan, day_of(start), None if end is None else day_of(end))
        for subscription, user, plan, start, end in periods
    ]
    return {"users": users, "plans": list(price.items()), "subscriptions": told, "payments": payments}


def _periods(draw: Draw, kind: int, day: int) -> list[tuple[str, int, int | None]]:
    """Plan, first day and first day after of each subscription of a user, by the user's kind."""
    paid = ("basic", "pro", "team")[draw.whole(0, 2)]
    first, months = day + 14, 30 * draw.whole(2, 5)
    after = first + months
    gap = draw.whole(20, 80)
    kinds: list[list[tuple[str, int, int | None]]] = [
        [],  # never subscribed
        [("trial", day, first)],  # a trial that never became a plan
        [("trial", day, first), (paid, first, None)],
        [("basic", first, after), ("pro", after, None)],  # an upgrade without a gap
        [("trial", day, first), (paid, first, after), (paid, after + gap, None)],  # churned and came back
        [("basic", first, after), ("team", after - 10, after + 40)],  # two at a time, then churned
        [(paid, first, first)],  # ended on the day it began
        [(paid, first, after), (paid, after + 1, after + 31), (paid, after + 31, after + 61)],  # one day without
    ]
    return kinds[kind]
