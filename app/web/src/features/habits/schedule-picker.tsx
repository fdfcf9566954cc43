import { NativeSelect, Radio, Stack } from "@mantine/core";
import type { Schedule } from "@/api/types";
import type { HabitForm } from "./form-values";
import classes from "./pickers.module.css";
import { ScheduleDetails } from "./schedule-details";
import { suits } from "./schedule-values";

type Kind = Schedule["kind"];

const usual: readonly [Kind, string][] = [
  ["daily", "Every day"],
  ["weekdays", "On chosen weekdays"],
  ["every_n_days", "Every few days"],
  ["times_per_week", "Some times a week, on any day"],
];
const others: readonly [Kind, string][] = [
  ["month_days", "On days of the month"],
  ["nth_weekdays", "On the first, second … weekday of the month"],
  ["times_per_month", "Some times a month, on any day"],
  ["times_in_days", "Some times in so many days"],
  ["days_after_done", "Some days after the last time"],
  ["rrule", "By a rule for calendars"],
];

/** Four ways that nearly everybody needs, and the others behind one more. */
export function SchedulePicker({ form }: { form: HabitForm }) {
  const { kind } = form.values.schedule;
  const suitable = (offered: typeof usual) =>
    offered.filter(([one]) => suits(one, form.values.kind));
  const isOther = others.some(([one]) => one === kind);
  const { error } = form.getInputProps("schedule.kind");
  const choose = (chosen: Kind) => form.setFieldValue("schedule.kind", chosen);
  return (
    <Radio.Group
      label="When"
      size="md"
      error={error}
      value={isOther ? "other" : kind}
      onChange={(value) => choose(value === "other" ? "month_days" : (value as Kind))}
    >
      <Stack gap="sm" mt="xs" mb={error ? "xs" : undefined}>
        {suitable(usual).map(([value, label]) => (
          <div key={value}>
            <Radio value={value} label={label} size="md" />
            {kind === value && <ScheduleDetails form={form} />}
          </div>
        ))}
        <div>
          <Radio value="other" label="Another way" size="md" />
          {isOther && (
            <>
              <div className={classes.detail}>
                <NativeSelect
                  aria-label="Which other way"
                  size="md"
                  value={kind}
                  onChange={(event) => choose(event.currentTarget.value as Kind)}
                  data={suitable(others).map(([value, label]) => ({ value, label }))}
                />
              </div>
              <ScheduleDetails form={form} />
            </>
          )}
        </div>
      </Stack>
    </Radio.Group>
  );
}
