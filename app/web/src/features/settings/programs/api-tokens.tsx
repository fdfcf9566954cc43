import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages } from "@/api/pages";
import { useUser } from "@/api/session";
import type { ApiToken } from "@/api/types";
import { moment } from "@/ui/dates";
import { announceRefusal } from "@/ui/notices";
import { Row, RowList } from "@/ui/row-list";
import { CardSkeletons, ErrorState } from "@/ui/states";
import { NewToken } from "./new-token";

export function ApiTokens() {
  const [isMaking, setIsMaking] = useState(false);
  const {
    data: tokens,
    error,
    refetch,
  } = useQuery({
    queryKey: keys.tokens,
    queryFn: () => allPages((query) => dataOf(api.GET("/api/tokens", { params: { query } }))),
  });
  if (error && !tokens) return <ErrorState error={error} retry={refetch} />;
  if (!tokens) return <CardSkeletons rows={2} />;
  return (
    <>
      {tokens.length === 0 ? (
        <Text>No program has a token.</Text>
      ) : (
        <RowList label="API tokens">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </RowList>
      )}
      <Button
        variant="light"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setIsMaking(true)}
      >
        New token
      </Button>
      <NewToken opened={isMaking} close={() => setIsMaking(false)} />
    </>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const { time_zone: zone } = useUser();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      api.DELETE("/api/tokens/{token_id}", { params: { path: { token_id: token.id } } }),
    onSuccess: () => notifications.show({ message: `${token.name} is revoked` }),
    onError: (error) => announceRefusal(`${token.name} still works`, error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: `Revoke ${token.name}?`,
      children: <Text>Whatever uses it stops working at once, and needs a new token.</Text>,
      labels: { confirm: "Revoke", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () => revoke.mutate(),
    });
  return (
    <Row
      title={token.name}
      details={[
        token.scope === "write" ? "Reads and writes" : "Only reads",
        token.last_used_at ? `last used ${moment(token.last_used_at, zone)}` : "never used",
      ].join(", ")}
      action={
        <Button
          variant="default"
          size="sm"
          flex="none"
          loading={revoke.isPending}
          onClick={ask}
          aria-label={`Revoke ${token.name}`}
        >
          Revoke
        </Button>
      }
    />
  );
}
