import {
  IconCalendarStar,
  IconChecks,
  IconConfetti,
  IconFlame,
  IconHearts,
  IconMountain,
  IconRefresh,
  IconStack2,
  IconSunrise,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Award } from "@/api/types";
import classes from "./achievements.module.css";

const icons: Record<Award["family"], TablerIcon> = {
  check_ins: IconChecks,
  perfect_days: IconHearts,
  perfect_weeks: IconCalendarStar,
  perfect_months: IconCalendarStar,
  comebacks: IconRefresh,
  early_bird: IconSunrise,
  variety: IconStack2,
  streak_days: IconFlame,
  streak_weeks: IconFlame,
  streak_months: IconFlame,
  amount: IconMountain,
};

export function Medal({ family }: { family: Award["family"] }) {
  const Icon = icons[family] ?? IconConfetti;
  return (
    <span className={classes.medal} aria-hidden="true">
      <Icon size={26} stroke={1.7} />
    </span>
  );
}
