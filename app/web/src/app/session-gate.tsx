import { Container } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, Outlet, useLocation, useSearchParams } from "react-router";
import { sessionQuery } from "@/api/session";
import { ErrorState } from "@/ui/states";
import { Splash } from "./splash";

/** Shows its children to somebody logged in; everybody else logs in first and then comes back here. */
export function Private({ children }: { children: ReactNode }) {
  const { data: user, error, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (user) return children;
  if (user === null) {
    const wanted = pathname + search;
    const next = wanted === "/" ? "" : `?next=${encodeURIComponent(wanted)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  if (error) return <NoSession error={error} retry={refetch} />;
  return <Splash />;
}

/** The pages before the login: somebody logged in is sent on to where they wanted to go. */
export function Public() {
  const { data: user, error, refetch } = useQuery(sessionQuery);
  const [search] = useSearchParams();
  if (user) return <Navigate to={ownPath(search.get("next"))} replace />;
  if (user === null) return <Outlet />;
  if (error) return <NoSession error={error} retry={refetch} />;
  return <Splash />;
}

/** Only a path of this site: `next` comes from the address bar and must not lead elsewhere. */
export function ownPath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

function NoSession({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <Container component="main" size="xs" py={80}>
      <ErrorState title="Habits could not start" error={error} retry={retry} />
    </Container>
  );
}
