"""Everything that the database holds of people and their habits, to compare before and after."""

from django.apps import apps

# What can be computed from these, and imports themselves, are left out.
TABLES = ("User", "Habit", "ScheduleVersion", "TargetVersion", "Entry", "CheckIn", "Pause")


def whole_state():
    """Every row, whatever its order."""
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if model.__name__ in TABLES
    }


def bring(client, data, **choices):
    """Send a file; `apply=True` brings it in."""
    query = "&".join(f"{name}={value}" for name, value in choices.items())
    return client.post(f"/api/imports?{query}", data, content_type="application/octet-stream")
