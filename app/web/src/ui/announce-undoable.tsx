import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

/** Says what was done, with a button that takes it back. A newer message of the same `id` replaces it. */
export function announceUndoable(id: string, message: string, undo: () => void): void {
  const takeBack = () => {
    notifications.hide(id);
    undo();
  };
  notifications.hide(id);
  notifications.show({
    id,
    withCloseButton: false,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" lineClamp={2}>
          {message}
        </Text>
        <Button size="sm" variant="light" flex="none" onClick={takeBack}>
          Undo
        </Button>
      </Group>
    ),
  });
}
