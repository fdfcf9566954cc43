import { Radio, SimpleGrid, Text } from "@mantine/core";
import type { HabitForm } from "./form-values";
import classes from "./pickers.module.css";
import { suits } from "./schedule-values";

const kinds = [
  { value: "yes_no", title: "Yes or no", example: "Floss, make the bed" },
  { value: "at_least", title: "At least", example: "20 pages, 8 glasses" },
  { value: "timed", title: "For a time", example: "15 minutes of Spanish, with a stopwatch" },
  { value: "at_most", title: "At most", example: "2 coffees, 1 hour of screen" },
  { value: "quit", title: "Quit", example: "Smoking: only a lapse is told" },
] as const;

type HabitKind = (typeof kinds)[number]["value"];

export function KindPicker({ form, disabled }: { form: HabitForm; disabled: boolean }) {
  return (
    <Radio.Group
      label="What counts"
      description={
        disabled ? "The kind cannot change: past check-ins would mean something else." : undefined
      }
      size="md"
      {...form.getInputProps("kind")}
      onChange={(kind) => {
        form.setFieldValue("kind", kind as HabitKind);
        if (!suits(form.values.schedule.kind, kind as HabitKind)) {
          form.setFieldValue("schedule.kind", "daily");
        }
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs" mt="xs">
        {kinds.map(({ value, title, example }) => (
          <Radio.Card key={value} value={value} disabled={disabled} className={classes.card}>
            <Text fw={600} component="span" display="block">
              {title}
            </Text>
            <Text size="sm" c="dimmed" component="span">
              {example}
            </Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
