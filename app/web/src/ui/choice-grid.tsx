import { Input } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./choice-grid.module.css";

interface ChoiceGridProps<Value extends string> {
  legend: string;
  options: readonly { value: Value; label: string; face: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
  error?: ReactNode;
}

/** One of many by its looks: native radio buttons, so that arrows, labels and forms work as everywhere. */
export function ChoiceGrid<Value extends string>({
  legend,
  options,
  value,
  onChange,
  error,
}: ChoiceGridProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.grid}>
        {options.map((option) => (
          <label key={option.value} className={classes.choice} title={option.label}>
            <input
              type="radio"
              className={classes.input}
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              aria-label={option.label}
            />
            {option.face}
          </label>
        ))}
      </div>
      {error && <Input.Error mt={6}>{error}</Input.Error>}
    </fieldset>
  );
}
