import { Button, Select, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { useSubmit } from "@/api/form";
import { keys } from "@/api/keys";
import { sessionQuery } from "@/api/session";
import type { User } from "@/api/types";
import { weekdayNames } from "@/ui/dates";
import { FormAlert } from "@/ui/form-alert";

const HALF_HOURS = 24; // until noon: later than that, it is not "still yesterday"

const timeZones = Intl.supportedValuesOf("timeZone");
const starts = Array.from({ length: HALF_HOURS + 1 }, (_, half) => half * 30);
const weekdays = weekdayNames.map((label, day) => ({ value: String(day), label }));

/** 90 is "01:30". */
export function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** `known` with `value` among them: what the server holds can always be shown and kept. */
function including<Value>(known: readonly Value[], value: Value): Value[] {
  return known.includes(value) ? [...known] : [value, ...known];
}

/** When a day begins and which day begins a week: what "today" means is up to the person. */
export function DaysForm({ user }: { user: User }) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      time_zone: user.time_zone,
      day_starts_at: String(user.day_starts_at),
      first_weekday: String(user.first_weekday),
    },
  });
  const { onSubmit, isPending, general } = useSubmit(
    form,
    (values) =>
      dataOf(
        api.PATCH("/api/profile", {
          body: {
            time_zone: values.time_zone,
            day_starts_at: Number(values.day_starts_at),
            first_weekday: Number(values.first_weekday),
          },
        }),
      ),
    (changed) => {
      client.setQueryData(sessionQuery.queryKey, changed);
      form.resetDirty();
      notifications.show({ message: "Your days are saved" });
      void client.invalidateQueries({ queryKey: keys.days });
      void client.invalidateQueries({ queryKey: keys.habits });
    },
  );

  return (
    <form onSubmit={onSubmit} style={{ width: "100%", maxWidth: 360 }}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        <Select
          label="Time zone"
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such time zone"
          data={including(timeZones, user.time_zone)}
          {...form.getInputProps("time_zone")}
        />
        <Select
          label="A day starts at"
          description="Until then it is still yesterday, for those who go to bed late."
          allowDeselect={false}
          data={including(starts, user.day_starts_at).map((minutes) => ({
            value: String(minutes),
            label: clock(minutes),
          }))}
          {...form.getInputProps("day_starts_at")}
        />
        <Select
          label="A week starts on"
          allowDeselect={false}
          data={weekdays}
          {...form.getInputProps("first_weekday")}
        />
        <Button
          type="submit"
          loading={isPending}
          disabled={!form.isDirty()}
          style={{ alignSelf: "flex-start" }}
        >
          Save
        </Button>
      </Stack>
    </form>
  );
}
