import {
  Button,
  Group,
  Input,
  Modal,
  NumberInput,
  SegmentedControl,
  Stack,
  Textarea,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { isMeasured } from "@/api/kinds";
import type { EntryRequest, Task } from "@/api/types";
import { format } from "@/ui/dates";
import { Photos } from "./photos";
import type { Change } from "./task";

interface EntryDialogProps {
  task: Task | undefined;
  date: string;
  close: () => void;
  change: (task: Task, change: Change) => void;
}

export function EntryDialog({ task, date, close, change }: EntryDialogProps) {
  const day = format(date, { weekday: "short", day: "numeric", month: "short" });
  return (
    <Modal opened={task !== undefined} onClose={close} title={task && `${task.habit.name}, ${day}`}>
      {task && (
        <EntryForm
          task={task}
          date={date}
          cancel={close}
          save={(entry) => {
            change(task, entry);
            close();
          }}
        />
      )}
    </Modal>
  );
}

interface EntryFormProps {
  task: Task;
  date: string;
  cancel: () => void;
  save: (entry: EntryRequest) => void;
}

function EntryForm({ task, date, cancel, save }: EntryFormProps) {
  const measured = isMeasured(task.habit.kind);
  const form = useForm({
    initialValues: {
      state: task.state === "unknown" ? ("done" as const) : task.state,
      amount: task.amount === null ? ("" as const) : Number(task.amount),
      note: task.note,
    },
    validate: {
      amount: (value, { state }) =>
        measured && state === "done" && value === ""
          ? "Enter how much it was; 0 is an answer too."
          : null,
    },
  });
  const withAmount = measured && form.values.state === "done";

  return (
    <form
      onSubmit={form.onSubmit(({ state, amount, note }) =>
        save({ state, note: note.trim(), ...(withAmount && { amount: Number(amount) }) }),
      )}
    >
      <Stack>
        <Input.Wrapper label="This day was" labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label="This day was"
            data={[
              {
                value: "done",
                label: measured ? "Logged" : task.habit.kind === "quit" ? "Clean" : "Done",
              },
              { value: "skipped", label: "Skipped" },
              { value: "missed", label: task.habit.kind === "quit" ? "Slipped" : "Missed" },
            ]}
            {...form.getInputProps("state")}
          />
        </Input.Wrapper>
        {withAmount && (
          <NumberInput
            label="Amount"
            suffix={task.habit.unit && ` ${task.habit.unit}`}
            min={0}
            decimalScale={3}
            data-autofocus
            {...form.getInputProps("amount")}
          />
        )}
        <Textarea
          label="Note"
          autosize
          minRows={3}
          maxLength={2000}
          data-autofocus={!withAmount || undefined}
          {...form.getInputProps("note")}
        />
        <Photos habitId={task.habit.id} name={task.habit.name} date={date} />
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </Stack>
    </form>
  );
}
