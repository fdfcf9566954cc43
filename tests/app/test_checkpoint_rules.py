"""Whoever changes what a log is worth raises `RULES`, so that checkpoints of the old rules are not used."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random

from accounts.models import User
from habits.measures import HabitKind
from habits.models import Habit, ScheduleVersion, TargetVersion
from habits.schedules import Schedule, ScheduleKind
from tracking.checkpoint import RULES
from tracking.selectors import Cell, Log, mark_of, tally_until
from tracking.strength import score_on

KNOWN = json.loads((Path(__file__).parent / "vectors/rules.json").read_text())
START = date(2025, 1, 1)
DAY = timedelta(days=1)
TODAY = START + DAY * 200
SCHEDULES = [
    Schedule(kind=ScheduleKind.DAILY),
    Schedule(kind=ScheduleKind.WEEKDAYS, weekdays=frozenset({0, 3, 5})),
    Schedule(kind=ScheduleKind.EVERY_N_DAYS, interval=4),
    Schedule(kind=ScheduleKind.DAYS_AFTER_DONE, interval=3),
    Schedule(kind=ScheduleKind.TIMES_PER_WEEK, times=3),
    Schedule(kind=ScheduleKind.TIMES_PER_MONTH, times=8),
    Schedule(kind=ScheduleKind.TIMES_IN_DAYS, times=2, days=5),
    Schedule(kind=ScheduleKind.MONTH_DAYS, month_days=frozenset({-1, 1, 15})),
    Schedule(kind=ScheduleKind.NTH_WEEKDAYS, nth_weekdays=frozenset({(1, 0), (-1, 4)})),
    Schedule(kind=ScheduleKind.RRULE, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR"),
]


def standing(kind, schedule, chance):
    """What a log that is drawn from `chance` is worth."""
    habit = Habit(kind=kind)
    targets = [TargetVersion(habit=habit, valid_from=START, target=Decimal(2))] if kind.is_measured else []
    habit._prefetched_objects_cache = {
        "schedule_versions": [ScheduleVersion.of(habit, schedule, START)],
        "target_versions": targets,
    }
    cells = {}
    for day in (START + DAY * number for number in range(201)):
        state = chance.choice(["done"] * 7 + ["missed", "skipped", ""])
        amount = Decimal(chance.randint(0, 4)) if kind.is_measured and state == "done" else None
        mark = mark_of(kind, habit.targets, day, state, amount)
        if state:
            cells[day] = Cell(state=state, amount=amount, note="", mark=mark)
    log = Log(cells=cells, rests=frozenset(START + DAY * number for number in range(150, 157)))
    owner = User(first_weekday=0)
    return f"{score_on(owner, habit, log, TODAY):.12f}", asdict(tally_until(owner, habit, log, TODAY))


def test_the_rules_are_those_of_their_number():
    chance = Random(1)  # noqa: S311  the same each time, not secret
    found = [standing(kind, schedule, chance) for kind in HabitKind for schedule in SCHEDULES]
    digest = sha256(json.dumps(found, default=str).encode()).hexdigest()

    assert {"rules": RULES, "digest": digest} == {name: KNOWN[name] for name in ("rules", "digest")}, (
        "what logs are worth has changed: raise RULES in tracking/checkpoint.py and write both here anew"
    )
