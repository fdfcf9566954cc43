import { ActionIcon, Button, Group, Input, NativeSelect, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { weekdayNames } from "@/ui/dates";
import type { HabitForm } from "./form-values";

const nths = [
  { value: "1", label: "first" },
  { value: "2", label: "second" },
  { value: "3", label: "third" },
  { value: "4", label: "fourth" },
  { value: "5", label: "fifth" },
  { value: "-1", label: "last" },
];
const weekdays = weekdayNames.map((label, day) => ({ value: String(day), label }));
const PATH = "schedule.nth_weekdays";

/** "The first Monday", "the last Friday": as many of them as somebody likes. */
export function NthWeekdays({ form }: { form: HabitForm }) {
  const chosen = form.values.schedule.nth_weekdays;
  const { error } = form.getInputProps(PATH);
  return (
    <Stack gap="xs" align="flex-start">
      {chosen.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and two may say the same
        <Group key={index} gap="xs" wrap="nowrap">
          <NativeSelect
            aria-label={`Which one, ${index + 1}`}
            size="md"
            data={nths}
            {...form.getInputProps(`${PATH}.${index}.nth`)}
          />
          <NativeSelect
            aria-label={`Weekday, ${index + 1}`}
            size="md"
            data={weekdays}
            {...form.getInputProps(`${PATH}.${index}.weekday`)}
          />
          {chosen.length > 1 && (
            <ActionIcon
              color="gray"
              c="dimmed"
              aria-label={`Remove weekday ${index + 1}`}
              onClick={() => form.removeListItem(PATH, index)}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Button
        variant="subtle"
        size="sm"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => form.insertListItem(PATH, { nth: "-1", weekday: "4" })}
      >
        Another one
      </Button>
      {error && <Input.Error>{error}</Input.Error>}
    </Stack>
  );
}
