import { Group, NumberInput, TextInput } from "@mantine/core";
import type { HabitForm } from "./form-values";
import { NthWeekdays } from "./nth-weekdays";
import classes from "./pickers.module.css";
import { MonthDays, Weekdays } from "./schedule-days";

const MOST_TIMES_A_MONTH = 28;
const MOST_DAYS = 365;

interface CountProps {
  form: HabitForm;
  detail: "interval" | "times" | "days";
  label: string;
  prefix?: string;
  suffix: string;
  min?: number;
  max: number;
}

function Count({ form, detail, label, min = 1, ...words }: CountProps) {
  return (
    <NumberInput
      aria-label={label}
      min={min}
      allowDecimal={false}
      w={200}
      {...words}
      {...form.getInputProps(`schedule.${detail}`)}
    />
  );
}

/** What the chosen kind of schedule has to know besides. */
export function ScheduleDetails({ form }: { form: HabitForm }) {
  const details = detailsOf(form);
  return details && <div className={classes.detail}>{details}</div>;
}

function detailsOf(form: HabitForm) {
  const { kind, days } = form.values.schedule;
  switch (kind) {
    case "daily":
      return null;
    case "weekdays":
      return <Weekdays form={form} />;
    case "every_n_days":
      return (
        <Count
          form={form}
          detail="interval"
          label="Days from one time to the next"
          prefix="every "
          suffix=" days"
          max={MOST_DAYS}
        />
      );
    case "days_after_done":
      return (
        <Count
          form={form}
          detail="interval"
          label="Days after the last time"
          suffix=" days after"
          max={MOST_DAYS}
        />
      );
    case "times_per_week":
      return <Count form={form} detail="times" label="Times a week" suffix=" × a week" max={7} />;
    case "times_per_month":
      return (
        <Count
          form={form}
          detail="times"
          label="Times a month"
          suffix=" × a month"
          max={MOST_TIMES_A_MONTH}
        />
      );
    case "times_in_days":
      return (
        <Group align="flex-start">
          <Count
            form={form}
            detail="times"
            label="Times"
            suffix=" ×"
            max={Number(days) || MOST_DAYS}
          />
          <Count
            form={form}
            detail="days"
            label="In how many days"
            prefix="in "
            suffix=" days"
            min={2}
            max={MOST_DAYS}
          />
        </Group>
      );
    case "month_days":
      return <MonthDays form={form} />;
    case "nth_weekdays":
      return <NthWeekdays form={form} />;
    case "rrule":
      return (
        <TextInput
          label="Rule"
          description="A recurrence rule as in calendars (RFC 5545)."
          placeholder="FREQ=MONTHLY;BYDAY=1SA"
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps("schedule.rrule")}
        />
      );
  }
}
