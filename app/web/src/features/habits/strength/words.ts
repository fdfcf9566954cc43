import type { Forecast } from "@/api/types";
import { format } from "@/ui/dates";
import { percent } from "@/ui/numbers";

/** "3.3 points", "1 point": how far apart two shares are, without a sign. */
export function points(difference: number): string {
  const size = Math.abs(Math.round(difference * 1000) / 10);
  return `${size}\u00a0${size === 1 ? "point" : "points"}`;
}

/** The same with its direction: "+3.3 points", "−1 point". */
export function change(difference: number): string {
  const sign = Math.round(difference * 1000) < 0 ? "−" : "+";
  return sign + points(difference);
}

/** The server writes days as the contract does; people read them as on the rest of the page. */
export function withSpokenDays(sentence: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\d/g, (day) =>
    format(day, { day: "numeric", month: "long" }),
  );
}

/** What today alone decides; nothing when today is settled or asks for nothing. */
export function todayText({ done, missed }: Forecast): string {
  const [kept, lost] = [done[0]?.score ?? 0, missed[0]?.score ?? 0];
  if (kept === lost) return "";
  return `Today decides over ${points(kept - lost)}: ${percent(kept)} if you keep it, ${percent(lost)} if you do not.`;
}
