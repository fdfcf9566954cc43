import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { onlineManager, QueryClient } from "@tanstack/react-query";
import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { type ReactNode, useState } from "react";
import { onSessionEnd } from "@/api/client";
import { ApiError } from "@/api/errors";
import { enterSession } from "@/api/session";
import { registerCheckIns } from "@/features/today/check-in";
import { cssVariables, theme } from "@/ui/theme";
import { KEPT_MILLISECONDS, keeping } from "./keep";
import classes from "./providers.module.css";

const RETRIES = 2;

function newQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: KEPT_MILLISECONDS,
        // A refusal stays one however often it is asked for; a network or a cold start may recover.
        retry: (failures, error) =>
          failures < RETRIES && !(error instanceof ApiError && error.status < 500),
      },
    },
  });
  // It hears of changes only, and the app may start without a connection.
  onlineManager.setOnline(navigator.onLine);
  registerCheckIns(client);
  // Elsewhere, or by time: this device forgets what it kept, but not the check-ins that wait for a log-in.
  onSessionEnd(() => enterSession(client, null));
  return client;
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <PersistQueryClientProvider
        client={client}
        persistOptions={keeping}
        onSuccess={() => {
          void client.resumePausedMutations();
          // What was kept is shown at once, and is of the last visit.
          void client.invalidateQueries();
        }}
      >
        <ModalsProvider labels={{ confirm: "Yes", cancel: "Cancel" }}>
          {children}
          <Notifications
            position="bottom-center"
            limit={3}
            autoClose={7000}
            className={classes.notifications}
          />
        </ModalsProvider>
      </PersistQueryClientProvider>
    </MantineProvider>
  );
}
