"""`manage.py seed_demo`: someone to log in as, with a year of habits that ends today."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.services import create_user
from habits.models import Habit, ScheduleVersion, TargetVersion
from tracking.demo import HABITS, YEAR, DemoHabit, Line, lines
from tracking.models import Entry
from tracking.occurrence import DAY

EMAIL = "demo@example.com"
PASSWORD = "demo-habits"  # noqa: S105  printed for everyone, and refused anywhere but on a laptop


class Command(BaseCommand):
    help = "Create the demo user with a year of habits, or continue the year until today."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError outside a local environment: everyone knows the password."""
        if settings.ENVIRONMENT != "local":
            raise CommandError(f"APP_ENVIRONMENT is {settings.ENVIRONMENT}: demo data is for local only")
        user = User.objects.filter(email=EMAIL).first() or create_user(email=EMAIL, password=PASSWORD)
        today = user.today()
        if not user.habits.exists():
            begin_year(user, today - YEAR)
        continue_year(user, today)
        if options["verbosity"] > 0:
            self.stdout.write(f"log in as {EMAIL} with the password {PASSWORD}")


def begin_year(user: User, began: date) -> None:
    """Create the habits as they were then, and what became of their schedules and targets at mid-year."""
    habits = [
        Habit(
            owner=user,
            name=demo.name,
            kind=demo.kind,
            position=position,
            archived_at=timezone.now() - timedelta(days=150) if demo.archived else None,
            **demo.details,
        )
        for position, demo in enumerate(HABITS)
    ]
    Habit.objects.bulk_create(habits)
    middle = began + YEAR / 2
    schedules, targets = [], []
    for habit, demo in zip(habits, HABITS, strict=True):
        schedules.append(ScheduleVersion.of(habit, demo.earlier_schedule or demo.schedule, began))
        if demo.earlier_schedule:
            schedules.append(ScheduleVersion.of(habit, demo.schedule, middle))
        if demo.target is not None:
            targets.append(
                TargetVersion(habit=habit, valid_from=began, target=demo.earlier_target or demo.target)
            )
        if demo.earlier_target and demo.target:
            targets.append(TargetVersion(habit=habit, valid_from=middle, target=demo.target))
    ScheduleVersion.objects.bulk_create(schedules)
    TargetVersion.objects.bulk_create(targets)


def continue_year(user: User, today: date) -> None:
    """Log the days after the last one that has an entry; what the person changed since stays as it is."""
    demos = {demo.name: demo for demo in HABITS}
    habits = [habit for habit in user.habits.prefetch_related("schedule_versions") if habit.name in demos]
    last: date | None = Entry.objects.filter(habit__in=habits).aggregate(last=Max("date"))["last"]
    Entry.objects.bulk_create(
        [entry for habit in habits for entry in entries(habit, demos[habit.name], last, today)],
        batch_size=1000,
        ignore_conflicts=True,
    )


def entries(habit: Habit, demo: DemoHabit, last: date | None, today: date) -> list[Entry]:
    """Rows for the days after `last`, or since the habit began."""
    began = habit.schedules[0][0]
    first = began if last is None else last + DAY
    return [
        Entry(
            habit=habit,
            date=line.day,
            state=line.state,
            amount=line.amount,
            note=line.note,
            recorded_at=recorded_at(habit, line),
            zone=habit.owner.time_zone,
        )
        for line in lines(demo, first, today, began=began, today=today)
    ]


def recorded_at(habit: Habit, line: Line) -> datetime:
    """A time of that day at which one might have opened the app, and never one to come."""
    minute = Random(f"{habit.name} {line.day} time").randint(7 * 60, 22 * 60)  # noqa: S311
    at = datetime.combine(line.day, time(minute // 60, minute % 60), tzinfo=UTC)
    return min(at, timezone.now())
