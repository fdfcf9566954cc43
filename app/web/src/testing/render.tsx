import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { sessionQuery } from "@/api/session";
import { cssVariables, theme } from "@/ui/theme";
import { user } from "./server";

/** Renders `page` at `path` for somebody logged in, without animations and without retries. */
export function renderPage(page: React.ReactElement, { path = "/", pattern = "/" } = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, user);
  const router = createMemoryRouter(
    [
      { path: pattern, element: page },
      { path: "*", element: <p>elsewhere</p> },
    ],
    { initialEntries: [path] },
  );
  const view = render(
    <MantineProvider env="test" theme={theme} cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={client}>
        <ModalsProvider>
          <RouterProvider router={router} />
          <Notifications />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, client, router };
}
