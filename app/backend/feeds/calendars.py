"""What is due in the days to come, as a calendar (iCalendar, RFC 5545).

The same tasks are the same bytes, so that a calendar program can ask whether anything is new.
"""

from datetime import datetime, timedelta

from feeds.models import Feed
from tracking.selectors import days_of

DAYS_AHEAD = timedelta(days=30)
# At most six megabytes leave a function; the days that are near come first.
MAX_EVENTS = 3000
READ_AGAIN = timedelta(hours=6)


def calendar_of(feed: Feed, now: datetime) -> bytes:
    """The owner's due days from today on: each an event of a whole day, which leaves the person free."""
    # Imported here, for only this one needs it.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Habit Tracker//Tasks//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Habits")
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    today = feed.user.date_at(now)
    due = (
        (day, task.habit)
        for day, tasks in days_of(feed.user, today, today + DAYS_AHEAD).items()
        for task in tasks
        if task.due
    )
    for _, (day, habit) in zip(range(MAX_EVENTS), due, strict=False):
        event = Event()
        event.add("uid", f"{habit.id}-{day:%Y%m%d}@habit-tracker")
        # Asked for by the standard; anything that moves would make equal calendars differ.
        event.add("dtstamp", feed.created_at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", habit.name)
        if habit.question:
            event.add("description", habit.question)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
