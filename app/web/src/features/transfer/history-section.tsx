import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages } from "@/api/pages";
import { useUser } from "@/api/session";
import type { ImportListed } from "@/api/types";
import { moment } from "@/ui/dates";
import { announceRefusal } from "@/ui/notices";
import { Row, RowList } from "@/ui/row-list";
import { Section } from "@/ui/section";
import { ErrorState } from "@/ui/states";
import { rollBack } from "./requests";
import { formats } from "./words";

/** What was brought in, newest first; each can be taken back. */
export function HistorySection() {
  const { data, error, refetch } = useQuery({
    queryKey: keys.imports,
    queryFn: () => allPages((query) => dataOf(api.GET("/api/imports", { params: { query } }))),
  });
  if (error && !data) return <ErrorState error={error} retry={refetch} />;
  if (!data || data.length === 0) return null;
  return (
    <Section title="Brought in so far">
      <RowList label="Imports">
        {data.map((made) => (
          <ImportRow key={made.id} made={made} />
        ))}
      </RowList>
    </Section>
  );
}

function ImportRow({ made }: { made: ImportListed }) {
  const { time_zone: zone } = useUser();
  const client = useQueryClient();
  const { file_name: name, rolled_back_at: takenBack } = made;
  const takeBack = useMutation({
    mutationFn: () => rollBack(made.id),
    onSuccess: () => notifications.show({ message: `${name} is taken back` }),
    onError: (error) => announceRefusal(`${name} was not taken back`, error),
    onSettled: () => client.invalidateQueries(),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: `Take ${name} back?`,
      children: (
        <Text>
          What it brought goes, and what it replaced comes back. What you did since stays.
        </Text>
      ),
      labels: { confirm: "Take it back", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () => takeBack.mutate(),
    });
  return (
    <Row
      title={name}
      details={[
        formats[made.format],
        moment(made.created_at, zone),
        takenBack && `taken back ${moment(takenBack, zone)}`,
      ]
        .filter(Boolean)
        .join(" · ")}
      action={
        !takenBack && (
          <Button
            variant="default"
            size="sm"
            flex="none"
            loading={takeBack.isPending}
            onClick={ask}
            aria-label={`Take back ${name}`}
          >
            Take back
          </Button>
        )
      }
    />
  );
}
