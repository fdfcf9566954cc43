import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconEraser, IconNote, IconPlayerTrackNext, IconX } from "@tabler/icons-react";
import type { Task } from "@/api/types";
import type { Change } from "./task";

interface TaskMenuProps {
  task: Task;
  change: (change: Change) => void;
  openDetails: () => void;
}

export function TaskMenu({ task: { habit, state, note }, change, openDetails }: TaskMenuProps) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon color="gray" c="dimmed" aria-label={`More for ${habit.name}`} data-menu>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {state !== "skipped" && (
          <Menu.Item
            leftSection={<IconPlayerTrackNext size={18} aria-hidden />}
            onClick={() => change({ state: "skipped", note })}
          >
            Skip this day
          </Menu.Item>
        )}
        {state !== "missed" && habit.kind !== "quit" && (
          <Menu.Item
            leftSection={<IconX size={18} aria-hidden />}
            onClick={() => change({ state: "missed", note })}
          >
            Mark as missed
          </Menu.Item>
        )}
        {state !== "unknown" && (
          <Menu.Item
            leftSection={<IconEraser size={18} aria-hidden />}
            onClick={() => change(null)}
          >
            Clear this day
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconNote size={18} aria-hidden />} onClick={openDetails}>
          Note and details
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
