import { Anchor, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { achievementsQuery } from "@/api/achievements";
import { habitsQuery } from "@/api/habits";
import type { Award } from "@/api/types";
import { addDays } from "@/ui/dates";
import classes from "./achievements.module.css";
import { Medal } from "./medal";
import { milestoneText } from "./words";

const LONG = 12_000;

/**
 * What is news: noticed after `seen` on this device, and reached lately. An import may bring years of
 * milestones, and a new device knows of none; neither is a reason to celebrate.
 */
export function newsOf(earned: readonly Award[], seen: string): Award[] {
  return earned.filter(
    ({ awarded_at: noticed, reached_on: day }) =>
      noticed > seen && day >= addDays(noticed.slice(0, 10), -1),
  );
}

/** Says that something was earned, once on each device. It renders nothing itself. */
export function Celebration() {
  const [seen, setSeen] = useLocalStorage({
    key: "habits-awards-seen",
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const navigate = useNavigate();
  const { data: achievements } = useQuery(achievementsQuery);
  const { data: habits } = useQuery(habitsQuery(false));
  useEffect(() => {
    if (!achievements || !habits) return;
    const noticed = achievements.earned.map(({ awarded_at: at }) => at).sort();
    const latest = noticed.at(-1) ?? "";
    // Nothing was seen yet: all there is now is old. A space is after nothing and before every date.
    if (latest > seen || seen === "") setSeen(latest || " ");
    if (seen === "") return;
    const news = newsOf(achievements.earned, seen);
    const [first] = news;
    if (!first) return;
    const texts = news.map(({ family, milestone, habit_id: id }) => {
      const habit = habits.find((one) => one.id === id);
      return [habit?.name, milestoneText(family, milestone, habit)].filter(Boolean).join(": ");
    });
    notifications.show({
      autoClose: LONG,
      message: (
        <div className={classes.news}>
          <Medal family={first.family} />
          <div>
            <Text fw={600}>{texts.join(", ")}</Text>
            {/* A button, because messages stand outside of the router. */}
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              onClick={() => navigate("/progress/achievements")}
            >
              Your achievements
            </Anchor>
          </div>
        </div>
      ),
    });
  }, [achievements, habits, seen, setSeen, navigate]);
  return null;
}
