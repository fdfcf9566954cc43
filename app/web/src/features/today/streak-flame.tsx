import { VisuallyHidden } from "@mantine/core";
import { IconFlameFilled } from "@tabler/icons-react";
import type { Streak } from "@/api/types";
import classes from "./streak-flame.module.css";
import { streakText } from "./words";

const short = { days: "", weeks: "wk", months: "mo" };

export function StreakFlame({ streak }: { streak: Streak }) {
  if (streak.length === 0) return null;
  return (
    <span className={classes.flame} title={streakText(streak)}>
      <IconFlameFilled size={14} aria-hidden />
      <span aria-hidden>{[streak.length, short[streak.unit]].join(" ").trim()}</span>
      <VisuallyHidden>{streakText(streak)}</VisuallyHidden>
    </span>
  );
}
