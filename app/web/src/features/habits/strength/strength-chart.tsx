import type { CSSProperties } from "react";
import type { DayScore } from "@/api/types";
import { format, longDate } from "@/ui/dates";
import { percent } from "@/ui/numbers";
import { across, areaPath, linePath, monthStarts } from "./geometry";
import classes from "./strength-chart.module.css";

const MOST_LABELS = 6;
// A label further right would leave the card.
const LAST_LABEL = 94;

interface StrengthChartProps {
  scores: readonly DayScore[];
  selected: number;
  onSelect: (index: number) => void;
}

/**
 * The strength over time. A slider lies over the line, so that tapping, dragging and the arrow keys choose a
 * day, and a screen reader says it with its strength.
 */
export function StrengthChart({ scores, selected, onSelect }: StrengthChartProps) {
  const shares = scores.map(({ score }) => score);
  const days = scores.map(({ date }) => date);
  const chosen = scores[selected];
  if (!chosen) return null;
  const place = {
    "--across": `${across(selected, scores.length)}%`,
    "--up": `${chosen.score * 100}%`,
  } as CSSProperties;
  return (
    <div className={classes.chart}>
      <div className={classes.plot} style={place}>
        <svg
          className={classes.lines}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path className={classes.grid} d="M0 0H100M0 50H100M0 100H100" />
          <path className={classes.area} d={areaPath(shares)} />
          <path className={classes.line} d={linePath(shares)} />
        </svg>
        <span className={classes.marker} aria-hidden="true" />
        <input
          type="range"
          className={classes.slider}
          aria-label="Day"
          aria-valuetext={`${longDate(chosen.date, days.at(-1) ?? chosen.date)}: ${percent(chosen.score)}`}
          min={0}
          max={scores.length - 1}
          value={selected}
          onChange={(event) => onSelect(Number(event.currentTarget.value))}
        />
      </div>
      <div className={classes.scale} aria-hidden="true">
        {[1, 0.5, 0].map((share) => (
          <span key={share}>{percent(share)}</span>
        ))}
      </div>
      <div className={classes.months} aria-hidden="true">
        {monthStarts(days, MOST_LABELS)
          .map((index) => ({ day: days[index] ?? "", left: across(index, days.length) }))
          .filter(({ left }) => left <= LAST_LABEL)
          .map(({ day, left }) => (
            <span key={day} style={{ left: `${left}%` }}>
              {format(day, { month: "short" })}
            </span>
          ))}
      </div>
    </div>
  );
}
