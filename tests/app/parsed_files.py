"""What a parser made of a file, in short."""

from transfer import formats

WORDS = ("name", "kind", "question", "notes", "unit", "color", "archived")


def parsed(data, name=""):
    return formats.parse(data, name)[1]


def habit_in(data):
    (habit,) = parsed(data).document.habits
    return habit


def said(habit):
    return [(entry.day, entry.state, entry.amount, entry.note) for entry in habit.entries]


def lost(data):
    return {(loss.habit, loss.field): loss.number for loss in parsed(data).losses}
