import { Anchor, Button, Group, Kbd, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { dayQuery } from "@/api/days";
import { isMeasured } from "@/api/kinds";
import { useUser } from "@/api/session";
import type { Task } from "@/api/types";
import { addDays, isDay, longDate } from "@/ui/dates";
import { Page } from "@/ui/page";
import { CardSkeletons, ErrorState } from "@/ui/states";
import { TagFilter, useTagFilter } from "@/ui/tag-filter";
import { foreseen, usePendingCheckIns } from "./check-in";
import { DayRing } from "./day-ring";
import { AllDone, NothingDue } from "./empty-day";

import { RestDay, Resting, restsWhole, usePausesOf } from "./resting";
import { rowKey, ShortcutsDialog, useShortcuts } from "./shortcuts";
import { isOpen, progress, stepped, toggled } from "./task";
import { TaskList, useRowFocus } from "./task-list";
import { useUndoableCheckIn } from "./use-undo";
import { pathOf, WeekStrip } from "./week-strip";

// Its form is as large as the rest of the page, and few days need it.
const EntryDialog = lazy(async () => ({ default: (await import("./entry-dialog")).EntryDialog }));

/** The tasks of a day: today, or the day in the address (`?date=`). */
export function TodayPage() {
  const [parameters] = useSearchParams();
  const wanted = parameters.get("date");
  const date = wanted && isDay(wanted) ? wanted : null;
  const { data: present } = useQuery(dayQuery(null));
  const { data: day, error, refetch } = useQuery(dayQuery(date));
  const { first_weekday: firstWeekday } = useUser();
  const navigate = useNavigate();
  const { checkIn, checkInAll, undo } = useUndoableCheckIn();
  const list = useRef<HTMLUListElement>(null);
  const { focusedRow, move } = useRowFocus(list);
  const [detailsOf, setDetailsOf] = useState<string>();
  const [wereDetailsOpened, setDetailsOpened] = useState(false);
  const [helpOpened, help] = useDisclosure();

  const pending = usePendingCheckIns();
  const filter = useTagFilter(day?.tasks.map(({ habit }) => habit) ?? []);
  const tasks = (day?.tasks ?? [])
    .filter(({ habit }) => filter.shows(habit))
    .map((task) => (day ? foreseen(task, day.date, pending) : task));
  const shown = date ?? day?.date;
  const today = present?.date;
  const pauses = usePausesOf(shown);

  const openDetails = (task: Task) => {
    setDetailsOpened(true);
    setDetailsOf(task.habit.id);
  };
  const change = (task: Task, made: Parameters<typeof checkIn>[2]) =>
    day && checkIn(task, day.date, made);
  const onFocused = (act: (task: Task) => void) => () => {
    const task = tasks[focusedRow()];
    if (task) act(task);
  };
  const actions = {
    move,
    undo,
    toggle: onFocused((task) => change(task, toggled(task))),
    skip: onFocused((task) => change(task, { state: "skipped", note: task.note })),
    details: onFocused(openDetails),
    step: (by: 1 | -1) =>
      onFocused((task) => isMeasured(task.habit.kind) && change(task, stepped(task, by)))(),
    goTo: (where: "earlier" | "later" | "today") => {
      if (!shown || !today) return;
      const by = { earlier: addDays(shown, -1), later: addDays(shown, 1), today };
      navigate(pathOf(by[where], today), { preventScrollReset: true });
    },
    help: help.open,
  };
  const shortcuts = useShortcuts(actions);
  const onKeyDown = (event: KeyboardEvent) => {
    // Only on the round buttons: menus and fields use the arrows themselves.
    if (!(event.target as HTMLElement).hasAttribute("data-check")) return;
    if (rowKey(event.key, actions)) event.preventDefault();
  };

  const { done, total } = progress(tasks);
  const open = tasks.filter(isOpen);
  const details = tasks.find((task) => task.habit.id === detailsOf);
  const isPast = Boolean(shown && today && shown < today);
  return (
    <Page
      title={shown ? longDate(shown, today ?? shown) : "Today"}
      overline={<Overline isPast={isPast} />}
      actions={<DayRing done={done} total={total} />}
    >
      {shown && today && <WeekStrip day={shown} today={today} firstWeekday={firstWeekday} />}
      <TagFilter {...filter} />
      <Resting pauses={pauses} />
      {error && !day ? (
        <ErrorState error={error} retry={refetch} />
      ) : !day ? (
        <CardSkeletons />
      ) : tasks.length === 0 ? (
        pauses.some(restsWhole) ? (
          <RestDay />
        ) : (
          <NothingDue isPast={isPast} />
        )
      ) : (
        <Stack gap="lg">
          <TaskList
            tasks={tasks}
            waiting={pending.filter(({ date, waits }) => waits && date === day.date)}
            list={list}
            change={change}
            openDetails={openDetails}
            onKeyDown={onKeyDown}
          />
          {total > 0 && done === total && !isPast && <AllDone />}
          <Group justify="space-between">
            {open.length > 1 && (
              <Button
                variant="subtle"
                size="sm"
                ml={-18}
                leftSection={<IconChecks size={18} aria-hidden />}
                onClick={() => checkInAll(open, day.date)}
              >
                Mark all {open.length} as done
              </Button>
            )}
            {shortcuts && (
              <Text size="sm" c="dimmed" visibleFrom="sm">
                Press <Kbd>?</Kbd> to see the keyboard shortcuts.
              </Text>
            )}
            {!pauses.some(restsWhole) && (
              <Anchor component={Link} to="/pauses?new=Holiday" size="sm">
                On holiday? Pause your habits
              </Anchor>
            )}
          </Group>
        </Stack>
      )}
      {day && wereDetailsOpened && (
        <Suspense>
          <EntryDialog
            task={details}
            date={day.date}
            close={() => setDetailsOf(undefined)}
            change={change}
          />
        </Suspense>
      )}
      <ShortcutsDialog opened={helpOpened} close={help.close} />
    </Page>
  );
}

function Overline({ isPast }: { isPast: boolean }) {
  if (!isPast) return <Text c="dimmed">Today</Text>;
  return (
    <Anchor component={Link} to="/" size="md">
      Back to today
    </Anchor>
  );
}
