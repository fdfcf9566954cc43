import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { photosQuery } from "@/api/photos";
import { format } from "@/ui/dates";
import { PhotoGrid } from "@/ui/photo-grid";

/** All photos of a habit; nothing for whoever takes none. */
export function HabitPhotos({ habitId }: { habitId: string }) {
  const { data: photos = [] } = useQuery(photosQuery(habitId));
  if (photos.length === 0) return null;
  return (
    <section>
      <Title order={2} fz={22} mb="sm">
        Photos
      </Title>
      <PhotoGrid
        label="Photos, newest first"
        photos={photos.map((photo) => ({
          id: photo.id,
          name: format(photo.date, { day: "numeric", month: "long", year: "numeric" }),
          thumbnail: photo.thumbnail_url,
          original: photo.original_url,
        }))}
      />
    </section>
  );
}
