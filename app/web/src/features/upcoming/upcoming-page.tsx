import { Anchor, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, dataOf } from "@/api/client";
import { habitsQuery } from "@/api/habits";
import { keys } from "@/api/keys";
import type { Habit, PlannedDay } from "@/api/types";
import { format } from "@/ui/dates";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { Page } from "@/ui/page";
import { CardSkeletons, ErrorState } from "@/ui/states";
import classes from "./upcoming-page.module.css";

/** What the next seven days ask for, from the person's today on, as far as is known now. */
export function UpcomingPage() {
  const habits = useQuery(habitsQuery(false));
  const days = useQuery({
    queryKey: keys.upcoming,
    // Without a range: the server knows which day today is.
    queryFn: async () => (await dataOf(api.GET("/api/tasks/range"))).days,
  });
  const error = habits.error ?? days.error;
  const retry = () => Promise.all([habits.refetch(), days.refetch()]);
  return (
    <Page title="Upcoming" overline={<Text c="dimmed">The next seven days</Text>}>
      {habits.data && days.data ? (
        <ol className={classes.days} aria-label="Days">
          {days.data.map((day, index) => (
            <Planned key={day.date} day={day} index={index} habits={habits.data} />
          ))}
        </ol>
      ) : error ? (
        <ErrorState error={error} retry={retry} />
      ) : (
        <CardSkeletons rows={5} />
      )}
    </Page>
  );
}

const nearby = ["Today", "Tomorrow"];

interface PlannedProps {
  day: PlannedDay;
  index: number;
  habits: readonly Habit[];
}

function Planned({ day, index, habits }: PlannedProps) {
  const due = day.tasks.flatMap(({ due, habit_id, completed }) => {
    const habit = due && habits.find(({ id }) => id === habit_id);
    return habit ? [{ habit, completed }] : [];
  });
  return (
    <li className={classes.day}>
      <Title order={2} fz={20} className={classes.name}>
        {nearby[index] ?? format(day.date, { weekday: "long" })}
        <Text span size="sm" c="dimmed" ff="text" fw={400}>
          {format(day.date, { day: "numeric", month: "long" })}
        </Text>
      </Title>
      {due.length === 0 ? (
        <Text c="dimmed">A free day.</Text>
      ) : (
        <ul className={classes.habits}>
          {due.map(({ habit, completed }) => (
            <li key={habit.id} className={classes.habit} style={habitStyle(habit.color)}>
              <HabitMark icon={habit.icon} size={28} />
              <Anchor component={Link} to={`/habits/${habit.id}`} className={classes.link}>
                {habit.name}
              </Anchor>
              {completed && <IconCheck size={18} role="img" aria-label="done" />}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
