import { Container } from "@mantine/core";
import { useRouteError } from "react-router";
import { ErrorState } from "@/ui/states";

/** The last net: a page that broke, or a part of the site that could not be fetched after a new release. */
export function CrashPage() {
  const error = useRouteError();
  return (
    <Container component="main" size="xs" py={80}>
      <ErrorState
        title="This page stopped working"
        error={error instanceof Error ? error : new Error("Something unexpected happened.")}
        retry={() => window.location.reload()}
      />
    </Container>
  );
}
