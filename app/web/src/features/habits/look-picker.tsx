import { Stack } from "@mantine/core";
import { ChoiceGrid } from "@/ui/choice-grid";
import { HabitMark, habitStyle } from "@/ui/habit-mark";
import { icons } from "@/ui/icons";
import { type Color, palette } from "@/ui/palette";
import type { HabitForm } from "./form-values";
import classes from "./pickers.module.css";

const colorOptions = (Object.keys(palette) as Color[]).map((color) => ({
  value: color,
  label: color,
  face: <span className={classes.swatch} style={habitStyle(color)} />,
}));

const iconOptions = Object.keys(icons).map((icon) => ({
  value: icon,
  label: icon,
  face: <HabitMark icon={icon} />,
}));

export function LookPicker({ form }: { form: HabitForm }) {
  return (
    <Stack style={habitStyle(form.values.color)}>
      <ChoiceGrid
        legend="Colour"
        options={colorOptions}
        value={form.values.color}
        onChange={(color) => form.setFieldValue("color", color)}
        error={form.errors.color}
      />
      <ChoiceGrid
        legend="Icon"
        options={iconOptions}
        value={form.values.icon}
        onChange={(icon) => form.setFieldValue("icon", icon)}
        error={form.errors.icon}
      />
    </Stack>
  );
}
