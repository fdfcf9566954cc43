import { ActionIcon, Anchor, Button, Menu, Title } from "@mantine/core";
import { IconDots, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { dayQuery } from "@/api/days";
import { habitsQuery } from "@/api/habits";
import { covers, pausesQuery, subjectText } from "@/api/pauses";
import type { Habit, Pause } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { rangeText } from "@/ui/dates";
import { announceRefusal } from "@/ui/notices";
import { Page } from "@/ui/page";
import { Row, RowList } from "@/ui/row-list";
import { CardSkeletons, EmptyState, ErrorState } from "@/ui/states";
import { type Draft, PauseDialog } from "./pause-form";
import { emptyPause, requestOf, valuesOf } from "./pause-values";
import classes from "./pauses-page.module.css";
import { createPause, deletePause, usePauseWrite } from "./writes";

/** Ranges of days on which habits rest: now, to come, and past. `?new=Holiday` opens with a pause of that reason. */
export function PausesPage() {
  const pauses = useQuery(pausesQuery);
  const habits = useQuery(habitsQuery(false));
  const { data: day } = useQuery(dayQuery(null));
  const [draft, setDraft] = useState<Draft>();
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get("new");
  const today = day?.date;
  useEffect(() => {
    if (wanted === null || !today) return;
    setDraft({ values: emptyPause(today, wanted) });
    setParameters({}, { replace: true });
  }, [wanted, today, setParameters]);

  const plan = today && (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => setDraft({ values: emptyPause(today) })}
    >
      Plan a pause
    </Button>
  );
  const error = pauses.error ?? habits.error;
  return (
    <Page
      title="Pauses"
      overline={
        <Anchor component={Link} to="/habits">
          Habits
        </Anchor>
      }
      actions={pauses.data && pauses.data.length > 0 && plan}
    >
      {pauses.data && habits.data && today ? (
        pauses.data.length === 0 ? (
          <EmptyState title="No pause is planned" action={plan}>
            On holiday, or in bed with a cold? Paused days ask for nothing, and leave streaks and
            strength as they are. Days that have passed can be paused, too.
          </EmptyState>
        ) : (
          <Groups pauses={pauses.data} habits={habits.data} today={today} edit={setDraft} />
        )
      ) : error ? (
        <ErrorState error={error} retry={() => Promise.all([pauses.refetch(), habits.refetch()])} />
      ) : (
        <CardSkeletons rows={3} />
      )}
      <PauseDialog draft={draft} habits={habits.data ?? []} close={() => setDraft(undefined)} />
    </Page>
  );
}

interface GroupsProps {
  pauses: readonly Pause[];
  habits: readonly Habit[];
  today: string;
  edit: (draft: Draft) => void;
}

function Groups({ pauses, habits, today, edit }: GroupsProps) {
  const groups = [
    { title: "Now", shown: pauses.filter((pause) => covers(pause, today)) },
    { title: "To come", shown: pauses.filter(({ first }) => first > today) },
    { title: "Past", shown: pauses.filter(({ last }) => last < today) },
  ];
  return groups
    .filter(({ shown }) => shown.length > 0)
    .map(({ title, shown }) => (
      <section key={title} className={classes.group}>
        <Title order={2} fz={20}>
          {title}
        </Title>
        <RowList label={title}>
          {shown.map((pause) => (
            <Row
              key={pause.id}
              title={subjectText(pause, habits)}
              details={[rangeText(pause.first, pause.last), pause.reason]
                .filter(Boolean)
                .join(" · ")}
              action={
                <PauseActions
                  pause={pause}
                  name={subjectText(pause, habits)}
                  edit={() => edit({ values: valuesOf(pause), changes: pause })}
                />
              }
            />
          ))}
        </RowList>
      </section>
    ));
}

interface PauseActionsProps {
  pause: Pause;
  name: string;
  edit: () => void;
}

function PauseActions({ pause, name, edit }: PauseActionsProps) {
  const remove = usePauseWrite(deletePause, (error) =>
    announceRefusal("The pause was not deleted", error),
  );
  const restore = usePauseWrite(createPause, (error) =>
    announceRefusal("The pause did not come back", error),
  );
  const removeAndTell = () =>
    // A promise, because the row leaves the list, and with it would go the callbacks of `mutate`.
    remove.mutateAsync(pause).then(
      () =>
        announceUndoable(`pause-${pause.id}`, "The pause is deleted", () =>
          restore.mutate(requestOf(valuesOf(pause))),
        ),
      () => {},
    );
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon
          color="gray"
          c="dimmed"
          aria-label={`Actions for the pause of ${name}, ${rangeText(pause.first, pause.last)}`}
        >
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={18} aria-hidden />} onClick={edit}>
          Change
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={removeAndTell}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
