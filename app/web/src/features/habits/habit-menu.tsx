import { ActionIcon, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { Habit } from "@/api/types";
import { announceUndoable } from "@/ui/announce-undoable";
import { useChangeHabit, useDeleteHabit } from "./writes";

/** One step in the list, for whoever cannot drag; null at its end. */
export interface Moves {
  up: (() => void) | null;
  down: (() => void) | null;
}

/** What can be done to a habit as a whole. Archiving can be undone; deleting asks first. */
export function HabitMenu({ habit, moves }: { habit: Habit; moves?: Moves }) {
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
  const announceArchived = (archived: boolean) =>
    announceUndoable(
      `archive-${habit.id}`,
      archived ? `${habit.name} is archived` : `${habit.name} is back`,
      () => setArchived(!archived, false),
    );
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
        {moves && (
          <>
            <Menu.Item
              leftSection={<IconArrowUp size={18} aria-hidden />}
              disabled={!moves.up}
              onClick={() => moves.up?.()}
            >
              Move up
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={18} aria-hidden />}
              disabled={!moves.down}
              onClick={() => moves.down?.()}
            >
              Move down
            </Menu.Item>
          </>
        )}
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
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={askAndDelete}
        >
          Delete …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
