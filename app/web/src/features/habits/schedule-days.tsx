import { Chip, Group, Input } from "@mantine/core";
import { useUser } from "@/api/session";
import { weekdayNames, weekdaysFrom } from "@/ui/dates";
import type { HabitForm } from "./form-values";
import classes from "./pickers.module.css";

const LAST = "-1";
const monthDays = Array.from({ length: 31 }, (_, index) => String(index + 1));

export function Weekdays({ form }: { form: HabitForm }) {
  const { first_weekday: first } = useUser();
  const { error, ...input } = form.getInputProps("schedule.weekdays");
  return (
    <>
      <Chip.Group multiple {...input}>
        <Group gap={6} role="group" aria-label="Weekdays">
          {weekdaysFrom(first).map((day) => (
            <Chip key={day} value={String(day)} size="md" radius="xl">
              {weekdayNames[day]?.slice(0, 3)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {error && <Input.Error mt={6}>{error}</Input.Error>}
    </>
  );
}

/** The days of a month as a calendar has them, and its last one, whichever that is. */
export function MonthDays({ form }: { form: HabitForm }) {
  const { error, ...input } = form.getInputProps("schedule.month_days");
  const looks = {
    root: classes.monthDay,
    label: classes.monthDayLabel,
    iconWrapper: classes.noIcon,
  };
  return (
    <>
      <Chip.Group multiple {...input}>
        <fieldset className={classes.month} aria-label="Days of the month">
          {monthDays.map((day) => (
            <Chip key={day} value={day} size="md" radius="md" classNames={looks}>
              {day}
            </Chip>
          ))}
          <Chip value={LAST} size="md" radius="md" classNames={{ ...looks, root: classes.lastDay }}>
            Last day
          </Chip>
        </fieldset>
      </Chip.Group>
      {error && <Input.Error mt={6}>{error}</Input.Error>}
    </>
  );
}
