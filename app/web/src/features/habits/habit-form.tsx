import { Button, Group, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "react-router";
import { formErrors } from "@/api/errors";
import { isMeasured, isReached } from "@/api/kinds";
import type { HabitRequest } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { fieldPaths, type HabitFormValues, problemsOf, requestOf } from "./form-values";
import { KindPicker } from "./kind-picker";
import { LookPicker } from "./look-picker";
import { SchedulePicker } from "./schedule-picker";
import { TagsField } from "./tags-field";

interface HabitFormProps {
  initial: HabitFormValues;
  /** An existing habit keeps its kind: its history would mean something else. */
  fixedKind?: boolean;
  label: string;
  cancelTo: string;
  pending: boolean;
  error: Error | null;
  submit: (request: HabitRequest) => Promise<unknown>;
}

export function HabitFormView({
  initial,
  fixedKind = false,
  label,
  cancelTo,
  pending,
  error,
  submit,
}: HabitFormProps) {
  const form = useForm<HabitFormValues>({ initialValues: initial, validate: problemsOf });
  const { kind } = form.values;
  const general = error && formErrors(error, fieldPaths).general;

  const focusFirst = (errors: Record<string, unknown>) => {
    const path = fieldPaths.find((field) => field in errors);
    if (path) form.getInputNode(path)?.focus();
  };
  const send = (values: HabitFormValues) =>
    submit(requestOf(values)).catch((refusal: Error) => {
      const { fields } = formErrors(refusal, fieldPaths);
      form.setErrors(fields);
      focusFirst(fields);
    });

  return (
    <form noValidate onSubmit={form.onSubmit(send, focusFirst)}>
      <Stack gap="xl" maw={560}>
        <FormAlert>{general}</FormAlert>
        <Stack>
          <TextInput
            label="Name"
            maxLength={100}
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <TextInput
            label="Question"
            description="What you ask yourself in the evening. Optional."
            placeholder="Did you read before bed?"
            maxLength={200}
            autoComplete="off"
            {...form.getInputProps("question")}
          />
        </Stack>
        <KindPicker form={form} disabled={fixedKind} />
        {isMeasured(kind) && (
          <Group align="flex-start" grow>
            <NumberInput
              label={isReached(kind) ? "At least" : "At most"}
              suffix={kind === "timed" ? " minutes" : undefined}
              min={0}
              decimalScale={3}
              max={999_999_999}
              {...form.getInputProps("target")}
            />
            {kind !== "timed" && (
              <TextInput
                label="Unit"
                placeholder="pages"
                maxLength={20}
                autoComplete="off"
                {...form.getInputProps("unit")}
              />
            )}
          </Group>
        )}
        <SchedulePicker form={form} />
        <LookPicker form={form} />
        <TagsField form={form} />
        <Textarea
          label="Notes"
          description="Why it matters, or how to begin. Optional."
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps("notes")}
        />
        <Group>
          <Button type="submit" loading={pending}>
            {label}
          </Button>
          <Button component={Link} to={cancelTo} variant="default">
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
