"""Everything that the database holds of people and their habits, to compare before and after."""

from django.apps import apps

APPS = ("accounts", "habits", "tracking")
# When a session was last used is nothing that a person has.
LEFT_OUT = ("OpenSession",)


def whole_state():
    """Every row of every table, whatever its order."""
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if model._meta.app_label in APPS and model.__name__ not in LEFT_OUT
    }


def bring(client, data, **choices):
    """Send a file; `apply=True` brings it in."""
    query = "&".join(f"{name}={value}" for name, value in choices.items())
    return client.post(f"/api/imports?{query}", data, content_type="application/octet-stream")
