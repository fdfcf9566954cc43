import { NativeSelect, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import type { Digest } from "@/api/types";
import { announceRefusal } from "@/ui/notices";
import { CardSkeletons, ErrorState } from "@/ui/states";
import { clock } from "./days-form";

const rhythms: readonly { value: Digest["rhythm"]; label: string }[] = [
  { value: "none", label: "Never" },
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Once a week" },
];
const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: clock(hour * 60),
}));

/** A mail with what was done and what is due. Saved as it is chosen: there are two fields and no way to be wrong. */
export function DigestForm() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: keys.digest,
    queryFn: () => dataOf(api.GET("/api/digest")),
  });
  const save = useMutation({
    mutationFn: (body: Digest) => dataOf(api.PUT("/api/digest", { body })),
    onSuccess: (saved) => {
      client.setQueryData(keys.digest, saved);
      notifications.show({ id: "digest", message: "Your mail is saved" });
    },
    onError: (refusal) => announceRefusal("Your mail was not changed", refusal),
  });
  if (error && !data) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <CardSkeletons rows={1} />;
  const shown = save.isPending ? save.variables : data;
  return (
    <Stack w="100%" maw={360}>
      <NativeSelect
        size="md"
        label="A mail with what was done and what is due"
        data={[...rhythms]}
        value={shown.rhythm}
        onChange={(event) =>
          save.mutate({ ...shown, rhythm: event.currentTarget.value as Digest["rhythm"] })
        }
      />
      {shown.rhythm !== "none" && (
        <NativeSelect
          size="md"
          label="At"
          data={hours}
          value={String(shown.hour)}
          onChange={(event) => save.mutate({ ...shown, hour: Number(event.currentTarget.value) })}
        />
      )}
    </Stack>
  );
}
