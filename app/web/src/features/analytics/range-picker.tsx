import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayQuery } from "@/api/days";
import { addDays } from "@/ui/dates";
import type { Range } from "./queries";

const lengths = [
  { value: "90", label: "3 months" },
  { value: "181", label: "6 months" },
  { value: "364", label: "Year" },
];

/** How far back is looked, from the day that the server calls today; `range` is null until that is known. */
export function useRange() {
  const [length, setLength] = useState("181");
  const { data: day, error, refetch } = useQuery(dayQuery(null));
  const range: Range | null = day
    ? { from: addDays(day.date, -Number(length)), to: day.date }
    : null;
  return { range, error, refetch, length, setLength };
}

export function RangePicker({
  length,
  setLength,
}: Pick<ReturnType<typeof useRange>, "length" | "setLength">) {
  return (
    <SegmentedControl
      aria-label="How far back"
      style={{ alignSelf: "flex-start" }}
      value={length}
      onChange={setLength}
      data={lengths}
    />
  );
}
