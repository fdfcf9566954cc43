import { Chip, Group } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";

interface Tagged {
  tags: readonly string[];
}

/**
 * Which tag is looked at, on every page of this tab of the browser. A tag that none of `things` has is none:
 * nobody shall look at an empty page because of a choice made elsewhere.
 */
export function useTagFilter(things: readonly Tagged[]) {
  const [wanted, setTag] = useSessionStorage({ key: "habits-tag", defaultValue: "" });
  const tags = [...new Set(things.flatMap((thing) => thing.tags))].sort((a, b) =>
    a.localeCompare(b),
  );
  const tag = tags.includes(wanted) ? wanted : "";
  return { tags, tag, setTag, shows: (thing: Tagged) => !tag || thing.tags.includes(tag) };
}

type TagFilterProps = Pick<ReturnType<typeof useTagFilter>, "tags" | "tag" | "setTag">;

/** One tag of many, or all; not there for whoever uses no tags. */
export function TagFilter({ tags, tag, setTag }: TagFilterProps) {
  if (tags.length === 0) return null;
  return (
    <Chip.Group value={tag} onChange={setTag}>
      <Group gap={6} role="radiogroup" aria-label="Tag">
        {["", ...tags].map((name) => (
          <Chip key={name} value={name} variant="light" size="md">
            {name || "All"}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
