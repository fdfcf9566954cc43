import { RingProgress, Text } from "@mantine/core";

interface DayRingProps {
  done: number;
  total: number;
}

export function DayRing({ done, total }: DayRingProps) {
  if (total === 0) return null;
  return (
    <RingProgress
      size={76}
      thickness={7}
      roundCaps
      flex="none"
      role="img"
      aria-label={`${done} of ${total} done`}
      transitionDuration={300}
      rootColor="var(--hairline)"
      sections={[{ value: (100 * done) / total, color: "var(--mantine-primary-color-filled)" }]}
      label={
        <Text ta="center" size="sm" fw={650} aria-hidden>
          {done}/{total}
        </Text>
      }
    />
  );
}
