from django.db import migrations

# accepts adding-foreign-key-constraint: written before the first release, when no table had rows
# accepts constraint-missing-not-valid: written before the first release, when no table had rows

# Django has no foreign keys of two columns.
FORWARDS = """
ALTER TABLE uploads_{model} ADD CONSTRAINT {model}_of_an_own_habit FOREIGN KEY (habit_id, owner_id)
    REFERENCES habits_habit (id, owner_id) DEFERRABLE INITIALLY DEFERRED
"""
BACKWARDS = "ALTER TABLE uploads_{model} DROP CONSTRAINT {model}_of_an_own_habit"


class Migration(migrations.Migration):
    dependencies = [
        ("habits", "0005_habit_with_its_owner"),
        ("uploads", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS.format(model=model), BACKWARDS.format(model=model))
        for model in ("upload", "photo")
    ]
