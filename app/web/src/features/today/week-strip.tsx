import { ActionIcon, Group, VisuallyHidden } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link } from "react-router";
import { addDays, format, startOfWeek } from "@/ui/dates";
import classes from "./week-strip.module.css";

interface WeekStripProps {
  day: string;
  today: string;
  firstWeekday: number;
}

export function pathOf(day: string, today: string): string {
  return day >= today ? "/" : `/?date=${day}`;
}

/** The week around the shown day; days to come cannot be chosen. */
export function WeekStrip({ day, today, firstWeekday }: WeekStripProps) {
  const start = startOfWeek(day, firstWeekday);
  const days = Array.from({ length: 7 }, (_, offset) => addDays(start, offset));
  const atPresent = addDays(start, 7) > today;
  return (
    <nav aria-label="Days" className={classes.strip}>
      <ActionIcon
        component={Link}
        to={pathOf(addDays(day, -7), today)}
        color="gray"
        c="dimmed"
        aria-label="A week earlier"
      >
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <Group component="ol" className={classes.days}>
        {days.map((each) => (
          <li key={each}>
            {each > today ? (
              <span className={classes.day} data-future>
                <DayFace day={each} />
              </span>
            ) : (
              <Link
                to={pathOf(each, today)}
                preventScrollReset
                className={classes.day}
                data-today={each === today || undefined}
                aria-current={each === day ? "date" : undefined}
              >
                <DayFace day={each} />
              </Link>
            )}
          </li>
        ))}
      </Group>
      {atPresent ? (
        <ActionIcon disabled variant="transparent" bg="transparent" aria-label="A week later">
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
      ) : (
        <ActionIcon
          component={Link}
          to={pathOf(addDays(day, 7), today)}
          color="gray"
          c="dimmed"
          aria-label="A week later"
        >
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
      )}
    </nav>
  );
}

function DayFace({ day }: { day: string }) {
  return (
    <>
      <span className={classes.weekday}>{format(day, { weekday: "short" })}</span>
      <span className={classes.number}>{Number(day.slice(8))}</span>
      <VisuallyHidden>{format(day, { month: "long" })}</VisuallyHidden>
    </>
  );
}
