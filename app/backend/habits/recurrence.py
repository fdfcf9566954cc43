"""Recurrence rules (RFC 5545) for whole days: which ones are taken, and their days. Pure.

dateutil looks for the next day of a rule until the year 9999, which for a rule without any takes minutes. So
a rule is taken only if it comes up soon, and one whose days drift apart over centuries is not taken at all.
"""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import cast

from dateutil.rrule import rrule, rrulestr

MAX_RULE = 200
FOUR_YEARS = 1461
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
ENDS = ("COUNT", "UNTIL")
# Ten years at most.
MAX_INTERVALS = {"DAILY": 366, "WEEKLY": 520, "MONTHLY": 120, "YEARLY": 10}
NUMBERS = {
    "INTERVAL": range(1, 521),
    "COUNT": range(1, 10_000),
    "BYMONTH": range(1, 13),
    "BYMONTHDAY": (*range(-31, 0), *range(1, 32)),
    "BYSETPOS": (*range(-366, 0), *range(1, 367)),
}
LISTS = ("BYMONTH", "BYMONTHDAY", "BYSETPOS")
WEEKDAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
NTH_WEEKDAY = rf"(?:[+-]?[1-5])?{WEEKDAY}"
# The calendar of each of these 28 years is one of the 28 that there are.
LAST_CYCLE = range(9960, 9988)


class RuleError(ValueError):
    """A rule is not taken."""


def check_rule(text: str) -> None:
    """Raises RuleError unless `text` is a rule for whole days that can be followed without running away."""
    if len(text) > MAX_RULE:
        raise RuleError(f"A rule has at most {MAX_RULE} characters.")
    parts = parts_of(text)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise RuleError(f"FREQ must be one of {', '.join(FREQUENCIES)}.")
    for name, value in parts.items():
        check_part(name, value, frequency)
    if (interval := int(parts.get("INTERVAL", 1))) > MAX_INTERVALS[frequency]:
        raise RuleError(f"INTERVAL of {frequency} can be {MAX_INTERVALS[frequency]} at most.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleError("COUNT and UNTIL exclude each other.")
    by = {name for name in parts if name.startswith("BY")}
    if by == {"BYSETPOS"}:
        raise RuleError("BYSETPOS chooses among the days of another part, such as BYDAY.")
    free = {"DAILY": set(), "WEEKLY": {"BYDAY"}}.get(frequency, by)
    if interval > 1 and by - free:
        raise RuleError(f"{frequency} with an INTERVAL cannot have {', '.join(sorted(by - free))}.")
    try:
        rule_from(text, date(2000, 1, 1))
    except ValueError as error:
        raise RuleError(f"This is not a rule of RFC 5545: {error}.") from None


def parts_of(text: str) -> dict[str, str]:
    """The parts of a rule by name. Raises RuleError."""
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) < len(pairs) or not all(equals for _, equals, _ in pairs):
        raise RuleError("A rule is a list of NAME=VALUE, each name once, with semicolons between.")
    return parts


def check_part(name: str, value: str, frequency: str) -> None:
    match name:
        case "FREQ":
            return
        case "WKST":
            is_valid = re.fullmatch(WEEKDAY, value) is not None
        case "BYDAY":
            weekday = NTH_WEEKDAY if frequency in ("MONTHLY", "YEARLY") else WEEKDAY
            is_valid = re.fullmatch(f"{weekday}(,{weekday})*", value) is not None
        case "UNTIL":
            is_valid = is_day(value)
        case _ if name in NUMBERS:
            values = value.split(",") if name in LISTS else [value]
            is_valid = all(is_number(one) and int(one) in NUMBERS[name] for one in values)
        case _:
            raise RuleError(f"{name[:20]!r} is not a part of a rule for whole days.")
    if not is_valid:
        raise RuleError(f"{name} cannot be {value[:40]!r}.")


def is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,4}", text) is not None


def is_day(text: str) -> bool:
    """Whether `text` is a date as RFC 5545 writes it."""
    try:
        return re.fullmatch("[0-9]{8}", text) is not None and bool(datetime.strptime(text, "%Y%m%d"))
    except ValueError:
        return False


def rule_from(text: str, start: date) -> rrule:
    return cast(rrule, rrulestr(text, dtstart=at_midnight(start)))


def endless(text: str) -> str:
    """The rule without its end."""
    return ";".join(part for part in text.split(";") if not part.startswith(ENDS))


def comes_up(text: str, start: date) -> bool:
    """Whether the rule, if it begins on `start` and does not end, has a day in the twelve years from then."""
    # Asked in a year with the same calendar, but so late that the search is soon over.
    year = next(
        late
        for late in LAST_CYCLE
        if late % 4 == start.year % 4 and date(late, 1, 1).weekday() == date(start.year, 1, 1).weekday()
    )
    return next(iter(rule_from(endless(text), start.replace(year=year))), None) is not None


@lru_cache(maxsize=4096)
def days_of_year(text: str, start: date, year: int) -> frozenset[date]:
    """The days in `year` of the rule that begins on `start`."""
    found = rule_from(text, start).between(datetime(year, 1, 1), datetime(year, 12, 31), inc=True)
    return frozenset(one.date() for one in found)


@lru_cache(maxsize=4096)
def times_in_days(text: str, start: date) -> tuple[int, int]:
    """About how often the rule has a day: so many times in so many days, of its own period."""
    parts = parts_of(text)
    interval = int(parts.get("INTERVAL", 1))
    by = {name for name in parts if name.startswith("BY")}
    daily = 1 if not by else 7 if by == {"BYDAY"} else 30
    period = {"DAILY": daily, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}[parts["FREQ"]] * interval
    until = date.fromordinal(start.toordinal() + FOUR_YEARS - 1)
    number = len(rule_from(endless(text), start).between(at_midnight(start), at_midnight(until), inc=True))
    return min(max(round(number * period / FOUR_YEARS), 1), period), period


def at_midnight(day: date) -> datetime:
    return datetime.combine(day, time())
