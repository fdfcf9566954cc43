import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { onSessionEnd } from "@/api/client";
import { ApiError } from "@/api/errors";
import { sessionQuery } from "@/api/session";
import { cssVariables, theme } from "@/ui/theme";
import classes from "./providers.module.css";

const RETRIES = 2;

function newQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A refusal stays one however often it is asked for; a network or a cold start may recover.
        retry: (failures, error) =>
          failures < RETRIES && !(error instanceof ApiError && error.status < 500),
      },
    },
  });
  onSessionEnd(() => client.setQueryData(sessionQuery.queryKey, null));
  return client;
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <ModalsProvider labels={{ confirm: "Yes", cancel: "Cancel" }}>
          {children}
          <Notifications
            position="bottom-center"
            limit={3}
            autoClose={7000}
            className={classes.notifications}
          />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
