import { Badge, Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages } from "@/api/pages";
import { useUser } from "@/api/session";
import type { OpenSession } from "@/api/types";
import { moment } from "@/ui/dates";
import { announceRefusal } from "@/ui/notices";
import { Row, RowList } from "@/ui/row-list";
import { CardSkeletons, ErrorState } from "@/ui/states";
import { deviceName } from "./user-agent";

export function OpenSessions() {
  const {
    data: sessions,
    error,
    refetch,
  } = useQuery({
    queryKey: keys.sessions,
    queryFn: () => allPages((query) => dataOf(api.GET("/api/sessions", { params: { query } }))),
  });
  const revoke = useRevoke();
  if (error && !sessions) return <ErrorState error={error} retry={refetch} />;
  if (!sessions) return <CardSkeletons rows={2} />;
  return (
    <RowList label="Open sessions">
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          isEnding={revoke.isPending && revoke.variables.id === session.id}
          end={() => revoke.mutate(session)}
        />
      ))}
    </RowList>
  );
}

interface SessionRowProps {
  session: OpenSession;
  isEnding: boolean;
  end: () => void;
}

function SessionRow({ session, isEnding, end }: SessionRowProps) {
  const { time_zone: zone } = useUser();
  const name = deviceName(session.user_agent);
  return (
    <Row
      title={
        <Group gap="xs" component="span">
          {name}
          {session.current && (
            <Badge variant="light" tt="none">
              This one
            </Badge>
          )}
        </Group>
      }
      details={[`Last used ${moment(session.last_used_at, zone)}`, session.address]
        .filter(Boolean)
        .join(" · ")}
      action={
        !session.current && (
          <Button
            variant="default"
            size="sm"
            flex="none"
            loading={isEnding}
            onClick={end}
            aria-label={`Log out ${name}`}
          >
            Log out
          </Button>
        )
      }
    />
  );
}

function useRevoke() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: OpenSession) =>
      api.DELETE("/api/sessions/{session_id}", { params: { path: { session_id: id } } }),
    onSuccess: (_, { user_agent: agent }) =>
      notifications.show({ message: `${deviceName(agent)} is logged out` }),
    onError: (error, { user_agent: agent }) =>
      announceRefusal(`${deviceName(agent)} is still logged in`, error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}
