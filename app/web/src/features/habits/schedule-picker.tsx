import { Chip, Group, Input, NumberInput, Radio, Stack } from "@mantine/core";
import { useUser } from "@/api/session";
import { weekdayNames, weekdaysFrom } from "@/ui/dates";
import type { HabitForm } from "./form-values";
import classes from "./pickers.module.css";
import { scheduleText } from "./words";

export function SchedulePicker({ form }: { form: HabitForm }) {
  const { kind, other } = form.values.schedule;
  const isLimit = form.values.kind === "at_most";
  return (
    <Radio.Group label="When" size="md" {...form.getInputProps("schedule.kind")}>
      <Stack gap="sm" mt="xs">
        {other && <Radio value={other.kind} label={scheduleText(other)} size="md" />}
        <Radio value="daily" label="Every day" size="md" />
        <div>
          <Radio value="weekdays" label="On chosen weekdays" size="md" />
          {kind === "weekdays" && <Weekdays form={form} />}
        </div>
        <div>
          <Radio value="every_n_days" label="Every few days" size="md" />
          {kind === "every_n_days" && (
            <div className={classes.detail}>
              <NumberInput
                aria-label="Days from one time to the next"
                prefix="every "
                suffix=" days"
                min={1}
                max={365}
                allowDecimal={false}
                w={180}
                {...form.getInputProps("schedule.interval")}
              />
            </div>
          )}
        </div>
        {!isLimit && (
          <div>
            <Radio value="times_per_week" label="Some times a week, on any day" size="md" />
            {kind === "times_per_week" && (
              <div className={classes.detail}>
                <NumberInput
                  aria-label="Times a week"
                  suffix=" × a week"
                  min={1}
                  max={7}
                  allowDecimal={false}
                  w={180}
                  {...form.getInputProps("schedule.times")}
                />
              </div>
            )}
          </div>
        )}
      </Stack>
    </Radio.Group>
  );
}

function Weekdays({ form }: { form: HabitForm }) {
  const { first_weekday: first } = useUser();
  const { error, ...input } = form.getInputProps("schedule.weekdays");
  return (
    <div className={classes.detail}>
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
    </div>
  );
}
