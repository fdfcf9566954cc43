import { IconCircleDashed } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import classes from "./habit-mark.module.css";
import { icons } from "./icons";
import { isColor, palette } from "./palette";

/** Sets the habit's colour for everything inside: `--habit`, and `--habit-contrast` for what lies on it. */
export function habitStyle(color: string): CSSProperties {
  const [light, dark] = palette[isColor(color) ? color : "green"];
  return {
    "--habit": `light-dark(${light}, ${dark})`,
    "--habit-contrast": "light-dark(#ffffff, #141a17)",
  } as CSSProperties;
}

/** The habit's icon on a disc of its colour. Decoration: the name always stands beside it. */
export function HabitMark({ icon, size = 42 }: { icon: string; size?: number }) {
  const Icon = icons[icon] ?? IconCircleDashed;
  return (
    <span className={classes.mark} style={{ width: size, height: size }} aria-hidden="true">
      <Icon size={size * 0.55} stroke={1.8} />
    </span>
  );
}
