import { Alert, Button, Checkbox, FileButton, Group, Loader, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileImport } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formErrors } from "@/api/errors";
import type { Import } from "@/api/types";
import { Row, RowList } from "@/ui/row-list";
import { Section } from "@/ui/section";
import { Losses } from "./losses";
import { type Choices, sendFile } from "./requests";
import { changesNothing, formats, habitText, reportText } from "./words";

const unchosen: Choices = { replace: false, with_profile: false };

/** A file is looked at first: what would come in, what would not, and only then brought in. */
export function ImportSection() {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState(unchosen);
  const look = useMutation({
    mutationFn: (wanted: { file: File; choices: Choices }) =>
      sendFile(wanted.file, wanted.choices, false),
  });
  const apply = useMutation({
    mutationFn: (wanted: File) => sendFile(wanted, choices, true),
    onSuccess: ({ report }) => {
      notifications.show({ message: `Brought in: ${reportText(report)}` });
      leave();
      return client.invalidateQueries();
    },
  });
  const choose = (chosen: File | null, made: Choices) => {
    if (!chosen) return;
    setFile(chosen);
    setChoices(made);
    apply.reset();
    look.mutate({ file: chosen, choices: made });
  };
  const leave = () => {
    setFile(null);
    look.reset();
    apply.reset();
  };
  const refusal = look.error ?? apply.error;
  return (
    <Section
      title="Import"
      lead="From this tracker, Loop Habit Tracker, Beaver Habits or Table Habit. You see what would change before it does."
    >
      <FileButton onChange={(chosen) => choose(chosen, unchosen)} accept=".json,.csv,.zip,.db">
        {(props) => (
          <Button
            {...props}
            variant={file ? "default" : "filled"}
            leftSection={<IconFileImport size={18} aria-hidden />}
          >
            {file ? "Choose another file" : "Choose a file"}
          </Button>
        )}
      </FileButton>
      {refusal && (
        <Alert color="red" role="alert" title={`${file?.name ?? "The file"} was not brought in`}>
          {formErrors(refusal, []).general}
        </Alert>
      )}
      {look.isPending && !look.data && (
        <Loader type="dots" role="status" aria-label="Looking at the file" />
      )}
      {file && look.data && (
        <Looked
          looked={look.data}
          choices={choices}
          choose={(made) => choose(file, made)}
          isBusy={apply.isPending || look.isPending}
          apply={() => apply.mutate(file)}
          cancel={leave}
        />
      )}
    </Section>
  );
}

interface LookedProps {
  looked: Import;
  choices: Choices;
  choose: (choices: Choices) => void;
  isBusy: boolean;
  apply: () => void;
  cancel: () => void;
}

function Looked({ looked, choices, choose, isBusy, apply, cancel }: LookedProps) {
  const { report, file_name: name, format } = looked;
  return (
    <Stack w="100%" role="region" aria-label="What would change">
      <Text>
        <strong>{name}</strong> is {formats[format]}: {reportText(report)}.
      </Text>
      <RowList label="Habits of the file">
        {report.habits.map((habit, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may have two of one name, and its order stays
            key={index}
            title={habit.name}
            details={habitText(habit)}
          />
        ))}
      </RowList>
      <Losses losses={report.losses} caption="What does not come along" />
      {(choices.replace || report.habits.some(({ conflicting }) => conflicting > 0)) && (
        <Checkbox
          label="Where days differ, take those of the file"
          checked={choices.replace}
          onChange={({ currentTarget }) => choose({ ...choices, replace: currentTarget.checked })}
        />
      )}
      {format === "json" && (
        <Checkbox
          label="Take time zone, start of the day and of the week, too"
          checked={choices.with_profile}
          onChange={({ currentTarget }) =>
            choose({ ...choices, with_profile: currentTarget.checked })
          }
        />
      )}
      <Group>
        <Button onClick={apply} loading={isBusy} disabled={changesNothing(report)}>
          Bring it in
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      </Group>
      {changesNothing(report) && <Text c="dimmed">All of this is here already.</Text>}
    </Stack>
  );
}
