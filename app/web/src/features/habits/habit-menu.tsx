import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { hideNotification, notifications } from "@mantine/notifications";
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { Habit } from "@/api/types";
import { useChangeHabit, useDeleteHabit } from "./writes";

/** What can be done to a habit as a whole. Archiving can be undone; deleting asks first. */
export function HabitMenu({ habit }: { habit: Habit }) {
  const navigate = useNavigate();
  const change = useChangeHabit();
  const remove = useDeleteHabit();
  const refused = (error: Error) =>
    notifications.show({
      color: "red",
      title: `${habit.name} was not changed`,
      message: error.message,
    });

  const setArchived = (archived: boolean, announce: boolean) =>
    // A promise, because the card leaves the list, and with it would go the callbacks of `mutate`.
    change
      .mutateAsync({ id: habit.id, body: { archived } })
      .then(() => announce && announceArchived(archived), refused);
  const announceArchived = (archived: boolean) => {
    const id = `archive-${habit.id}`;
    const undo = () => {
      hideNotification(id);
      setArchived(!archived, false);
    };
    notifications.show({
      id,
      withCloseButton: false,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{archived ? `${habit.name} is archived` : `${habit.name} is back`}</Text>
          <Button size="sm" variant="light" flex="none" onClick={undo}>
            Undo
          </Button>
        </Group>
      ),
    });
  };
  const askAndDelete = () =>
    modals.openConfirmModal({
      title: `Delete ${habit.name}?`,
      children: (
        <Text>
          Its check-ins, notes and streaks are deleted with it, for good. To only take it out of
          your days, archive it.
        </Text>
      ),
      labels: { confirm: "Delete for good", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () =>
        remove.mutateAsync(habit.id).then(() => {
          notifications.show({ message: `${habit.name} is deleted` });
          return navigate("/habits");
        }, refused),
    });

  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon color="gray" c="dimmed" aria-label={`Actions for ${habit.name}`}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to={`/habits/${habit.id}/edit`}
          leftSection={<IconPencil size={18} aria-hidden />}
        >
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={
            habit.archived ? (
              <IconArchiveOff size={18} aria-hidden />
            ) : (
              <IconArchive size={18} aria-hidden />
            )
          }
          onClick={() => setArchived(!habit.archived, true)}
        >
          {habit.archived ? "Restore" : "Archive"}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={askAndDelete}
        >
          Delete …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
