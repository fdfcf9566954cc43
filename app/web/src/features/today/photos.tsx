import { Button, FileButton, Input, Progress, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconCamera } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { formErrors } from "@/api/errors";
import { keys } from "@/api/keys";
import { isPhotoType, photosQuery, photoTypes, uploadPhoto } from "@/api/photos";
import { announceRefusal } from "@/ui/notices";
import { PhotoGrid } from "@/ui/photo-grid";

interface PhotosProps {
  habitId: string;
  name: string;
  date: string;
}

/** The photos of a habit's day. They belong to the day, so they are kept at once and need no "Save". */
export function Photos({ habitId, name, date }: PhotosProps) {
  const client = useQueryClient();
  const { data: photos = [] } = useQuery(photosQuery(habitId, date));
  const [sent, setSent] = useState(0);
  const changed = { onSettled: () => client.invalidateQueries({ queryKey: keys.photos }) };
  const add = useMutation({
    ...changed,
    mutationFn: async (file: File) => {
      setSent(0);
      if (!isPhotoType(file.type)) throw new Error("Choose a photo: JPEG, PNG or WebP.");
      return uploadPhoto({ habitId, date, file, type: file.type, onProgress: setSent });
    },
  });
  const remove = useMutation({
    ...changed,
    mutationFn: (id: string) =>
      api.DELETE("/api/photos/{photo_id}", { params: { path: { photo_id: id } } }),
    onError: (error) => announceRefusal("The photo was not deleted", error),
  });
  const ask = (id: string) =>
    modals.openConfirmModal({
      title: "Delete the photo?",
      children: <Text>It cannot be brought back.</Text>,
      labels: { confirm: "Delete", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(id),
    });
  return (
    <Input.Wrapper label="Photos" labelElement="div">
      <Stack gap="xs" mt={4} align="flex-start">
        {photos.length > 0 && (
          <PhotoGrid
            label="Photos of the day"
            photos={photos.map((photo, index) => ({
              id: photo.id,
              name: `${name}, ${index + 1} of ${photos.length}`,
              thumbnail: photo.thumbnail_url,
              original: photo.original_url,
            }))}
            remove={ask}
          />
        )}
        {add.isPending && (
          <Progress w="100%" value={100 * sent} aria-label="How much of the photo is sent" />
        )}
        {add.error && <Input.Error role="alert">{formErrors(add.error, []).general}</Input.Error>}
        <FileButton
          accept={photoTypes.join(",")}
          onChange={(file) => file && add.mutate(file)}
          inputProps={{ "aria-label": "Photo" }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="sm"
              loading={add.isPending}
              leftSection={<IconCamera size={18} aria-hidden />}
            >
              Add a photo
            </Button>
          )}
        </FileButton>
      </Stack>
    </Input.Wrapper>
  );
}
