from django.db import migrations

# accepts adding-foreign-key-constraint: written before the first release, when no table had rows
# accepts constraint-missing-not-valid: written before the first release, when no table had rows

# Django has no foreign keys of two columns.
FORWARDS = """
ALTER TABLE achievements_award ADD CONSTRAINT award_of_an_own_habit FOREIGN KEY (habit_id, owner_id)
    REFERENCES habits_habit (id, owner_id) DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("achievements", "0001_initial"),
        ("habits", "0005_habit_with_its_owner"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, "ALTER TABLE achievements_award DROP CONSTRAINT award_of_an_own_habit"),
    ]
