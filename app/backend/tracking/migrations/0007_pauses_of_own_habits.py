from django.db import migrations

# accepts adding-foreign-key-constraint: written before the first release, when no table had rows
# accepts constraint-missing-not-valid: written before the first release, when no table had rows

# Django has no foreign keys of two columns.
FORWARDS = """
ALTER TABLE tracking_pause ADD CONSTRAINT pause_of_an_own_habit FOREIGN KEY (habit_id, owner_id)
    REFERENCES habits_habit (id, owner_id) DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("habits", "0005_habit_with_its_owner"),
        ("tracking", "0006_checkpoints"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, "ALTER TABLE tracking_pause DROP CONSTRAINT pause_of_an_own_habit"),
    ]
