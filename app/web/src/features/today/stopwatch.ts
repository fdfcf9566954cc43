import { useInterval, useLocalStorage } from "@mantine/hooks";
import { useState } from "react";

const MINUTE = 60_000;
const TICK = 1000;

/** Which habits are being timed, and since when; on the device, so that it goes on when the page is closed. */
type Running = Record<string, number>;

/** The stopwatch of a habit: `stop` answers the minutes that passed, to a tenth and at least one tenth. */
export function useStopwatch(habitId: string) {
  const [running, setRunning] = useLocalStorage<Running>({
    key: "habits-stopwatches",
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), TICK, { autoInvoke: true });
  const since = running[habitId];

  const start = () => {
    setNow(Date.now());
    setRunning({ ...running, [habitId]: Date.now() });
  };
  const stop = (): number => {
    const { [habitId]: started = Date.now(), ...others } = running;
    setRunning(others);
    return minutes(Date.now() - started);
  };
  return { elapsed: since === undefined ? null : Math.max(0, now - since), start, stop };
}

export function minutes(milliseconds: number): number {
  return Math.max(1, Math.round((10 * milliseconds) / MINUTE)) / 10;
}

/** "1:05", "1:02:03". */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":");
}
