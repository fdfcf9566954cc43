import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useSubmit } from "@/api/form";
import { subjectText } from "@/api/pauses";
import { tagsQuery } from "@/api/tags";
import type { Habit, Pause, Tag } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { type PauseValues, problemsOf, requestOf } from "./pause-values";
import { createPause, replacePause, usePausesChanged } from "./writes";

/** What the dialog is about: a new pause, or one that stands. */
export interface Draft {
  values: PauseValues;
  changes?: Pause;
}

interface PauseDialogProps {
  draft: Draft | undefined;
  habits: readonly Habit[];
  close: () => void;
}

export function PauseDialog({ draft, habits, close }: PauseDialogProps) {
  return (
    <Modal
      opened={draft !== undefined}
      onClose={close}
      title={draft?.changes ? "Change the pause" : "Plan a pause"}
    >
      {draft && <PauseForm draft={draft} habits={habits} close={close} />}
    </Modal>
  );
}

function PauseForm({
  draft: { values, changes },
  habits,
  close,
}: PauseDialogProps & { draft: Draft }) {
  const { data: tags = [] } = useQuery(tagsQuery);
  const changed = usePausesChanged();
  const form = useForm<PauseValues>({ initialValues: values, validate: problemsOf });
  const { onSubmit, isPending, general } = useSubmit(
    form,
    (given) => (changes ? replacePause(changes, requestOf(given)) : createPause(requestOf(given))),
    () => {
      void changed();
      close();
    },
  );
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        <Text c="dimmed">Nothing is due on these days. Streaks and strength stay as they are.</Text>
        <NativeSelect
          label="What rests"
          size="md"
          data-autofocus
          data={[
            { value: "all", label: "Everything" },
            ...group("Habits with a tag", tagChoices(tags, changes)),
            ...group("One habit", habitChoices(habits, changes)),
          ]}
          {...form.getInputProps("subject")}
        />
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TextInput label="First day" type="date" {...form.getInputProps("first")} />
          <TextInput
            label="Last day"
            type="date"
            min={form.values.first}
            {...form.getInputProps("last")}
          />
        </Group>
        <TextInput
          label="Reason"
          placeholder="Holiday, a cold …"
          maxLength={200}
          autoComplete="off"
          {...form.getInputProps("reason")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            {changes ? "Save" : "Pause"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** With the tag of the pause among them, although no habit may have it any more. */
function tagChoices(tags: readonly Tag[], changes: Pause | undefined) {
  const names = new Set(tags.map(({ name }) => name));
  if (changes?.tag) names.add(changes.tag);
  return [...names].map((name) => ({ value: `tag:${name}`, label: name }));
}

/** With the habit of the pause among them, although it may be archived. */
function habitChoices(habits: readonly Habit[], changes: Pause | undefined) {
  const choices = habits.map(({ id, name }) => ({ value: `habit:${id}`, label: name }));
  if (changes?.habit_id && !habits.some(({ id }) => id === changes.habit_id)) {
    choices.push({ value: `habit:${changes.habit_id}`, label: subjectText(changes, habits) });
  }
  return choices;
}

/** A named part of the choices, left out when it would be empty. */
function group(name: string, items: { value: string; label: string }[]) {
  return items.length > 0 ? [{ group: name, items }] : [];
}
