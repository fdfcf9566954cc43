import { Button } from "@mantine/core";
import type { Task } from "@/api/types";
import { checkId } from "./check-button";

interface SlipButtonProps {
  task: Task;
  onToggle: () => void;
}

/** Of what is to be quit only the lapse is told: a day is kept by silence. */
export function SlipButton({ task, onToggle }: SlipButtonProps) {
  const slipped = task.state === "missed";
  return (
    <Button
      id={checkId(task.habit.id)}
      data-check
      size="sm"
      radius="xl"
      variant="default"
      c={slipped ? "var(--mantine-color-error)" : undefined}
      style={slipped ? { borderColor: "currentColor" } : undefined}
      aria-pressed={slipped}
      aria-label={`${task.habit.name}: I slipped`}
      onClick={onToggle}
    >
      {slipped ? "Slipped" : "I slipped"}
    </Button>
  );
}
