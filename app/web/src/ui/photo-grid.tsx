import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import classes from "./photo-grid.module.css";

interface Shown {
  id: string;
  /** What it is of, for whoever does not see it. */
  name: string;
  thumbnail: string;
  original: string;
}

interface PhotoGridProps {
  label: string;
  photos: readonly Shown[];
  remove?: (id: string) => void;
}

/** Small pictures; each leads to the whole one, in a tab of its own. */
export function PhotoGrid({ label, photos, remove }: PhotoGridProps) {
  return (
    <ul className={classes.grid} aria-label={label}>
      {photos.map(({ id, name, thumbnail, original }) => (
        <li key={id} className={classes.photo}>
          <a href={original} target="_blank" rel="noopener" title={name}>
            <img src={thumbnail} alt={name} loading="lazy" />
          </a>
          {remove && (
            <ActionIcon
              className={classes.delete}
              variant="default"
              radius="xl"
              size="md"
              aria-label={`Delete the photo: ${name}`}
              onClick={() => remove(id)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}
