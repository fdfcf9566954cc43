import { Alert, Button, Center, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Sprout } from "./sprout";

/** Grey shapes where `rows` cards will stand; announced once, as text. */
export function CardSkeletons({ rows = 4 }: { rows?: number }) {
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <Skeleton key={row} height={76} radius="lg" />
      ))}
    </Stack>
  );
}

interface ErrorStateProps {
  title?: string;
  error: Error;
  retry: () => void;
}

export function ErrorState({ title = "This could not be loaded", error, retry }: ErrorStateProps) {
  return (
    <Alert color="red" radius="lg" title={title} icon={<IconCloudOff aria-hidden />}>
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{error.message}</Text>
        <Button size="sm" variant="default" onClick={retry}>
          Try again
        </Button>
      </Stack>
    </Alert>
  );
}

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  grown?: boolean;
}

export function EmptyState({ title, children, action, grown = false }: EmptyStateProps) {
  return (
    <Center py="xl">
      <Stack align="center" gap="sm" maw={380} ta="center">
        <Sprout grown={grown} />
        <Title order={2} fz={24}>
          {title}
        </Title>
        <Text c="dimmed" component="div">
          {children}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}
