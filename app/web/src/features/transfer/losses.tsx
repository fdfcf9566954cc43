import type { Import } from "@/api/types";
import { DataTable } from "@/ui/data-table";
import { number } from "@/ui/numbers";

type Loss = Import["report"]["losses"][number];

/** What does not come along, value by value; nothing is lost in silence. */
export function Losses({ losses, caption }: { losses: readonly Loss[]; caption: string }) {
  if (losses.length === 0) return null;
  return (
    <DataTable
      caption={caption}
      show={`${caption} (${losses.length})`}
      head={["What", "How many", "Why"]}
      rows={losses.map(({ habit, field, number: count, message }) => [
        [habit || "The whole file", field].join(": "),
        number(count),
        message,
      ])}
    />
  );
}
