import { Button } from "@mantine/core";
import { Link } from "react-router";
import { Page } from "@/ui/page";
import { EmptyState } from "@/ui/states";

export function NotFoundPage() {
  return (
    <Page title="Nothing grows here">
      <EmptyState
        title="This page does not exist"
        action={
          <Button component={Link} to="/" mt="md">
            Back to today
          </Button>
        }
      >
        The address may be mistyped, or the habit was deleted.
      </EmptyState>
    </Page>
  );
}
