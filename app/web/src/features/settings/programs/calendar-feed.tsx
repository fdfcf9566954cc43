import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import { useUser } from "@/api/session";
import { CopyField } from "@/ui/copy-field";
import { moment } from "@/ui/dates";
import { announceRefusal } from "@/ui/notices";
import { CardSkeletons, ErrorState } from "@/ui/states";

/** The address of the calendar is shown when it is made and never again: who has it can read. */
export function CalendarFeed() {
  const { time_zone: zone } = useUser();
  const client = useQueryClient();
  const changed = { onSettled: () => client.invalidateQueries({ queryKey: keys.feed }) };
  const state = useQuery({
    queryKey: keys.feed,
    queryFn: () => dataOf(api.GET("/api/feed")),
  });
  const open = useMutation({
    ...changed,
    mutationFn: () => dataOf(api.POST("/api/feed")),
    onError: (error) => announceRefusal("The calendar has no address", error),
  });
  const close = useMutation({
    ...changed,
    mutationFn: () => api.DELETE("/api/feed"),
    onSuccess: () => {
      open.reset();
      notifications.show({ message: "The calendar's address is gone" });
    },
    onError: (error) => announceRefusal("The calendar's address still works", error),
  });
  if (state.error && !state.data) return <ErrorState error={state.error} retry={state.refetch} />;
  if (!state.data) return <CardSkeletons rows={1} />;
  const { feed } = state.data;
  const askAnd = (title: string, confirm: string, act: () => void) =>
    modals.openConfirmModal({
      title,
      children: <Text>Calendars that subscribed to the address of now stop being told.</Text>,
      labels: { confirm, cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: act,
    });
  return (
    <Stack w="100%" align="flex-start">
      {open.data && (
        <>
          <CopyField label="Address of the calendar" value={open.data.url} />
          <Text size="sm" c="dimmed">
            Subscribe to it in your calendar program. It is not shown again, and whoever has it can
            read what is due.
          </Text>
        </>
      )}
      {feed && !open.data && (
        <Text>
          A calendar has an address,{" "}
          {feed.last_read_at ? `last read ${moment(feed.last_read_at, zone)}` : "never read so far"}
          .
        </Text>
      )}
      <Group>
        <Button
          variant={feed ? "default" : "light"}
          loading={open.isPending}
          onClick={() =>
            feed
              ? askAnd("Make a new address?", "Make a new one", () => open.mutate())
              : open.mutate()
          }
        >
          {feed ? "New address" : "Make an address"}
        </Button>
        {feed && (
          <Button
            variant="default"
            loading={close.isPending}
            onClick={() => askAnd("Revoke the address?", "Revoke", () => close.mutate())}
          >
            Revoke
          </Button>
        )}
      </Group>
    </Stack>
  );
}
