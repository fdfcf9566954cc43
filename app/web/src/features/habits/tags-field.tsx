import { TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { tagsQuery } from "@/api/tags";
import type { HabitForm } from "./form-values";

const MOST_TAGS = 20;
const LONGEST_TAG = 30;

/** Words to find and to pause a habit by; those of other habits are offered. */
export function TagsField({ form }: { form: HabitForm }) {
  const { data: tags = [] } = useQuery(tagsQuery);
  return (
    <TagsInput
      size="md"
      label="Tags"
      description="To look at some habits together, or pause them together. Enter or a comma ends one."
      placeholder={form.values.tags.length === 0 ? "morning, health …" : undefined}
      data={tags.map(({ name }) => name)}
      maxTags={MOST_TAGS}
      maxLength={LONGEST_TAG}
      acceptValueOnBlur
      {...form.getInputProps("tags")}
    />
  );
}
