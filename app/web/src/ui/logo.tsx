import { Group, Text } from "@mantine/core";

export function Logo({ size = 34 }: { size?: number }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src="/icons/logo.svg" alt="" width={size} height={size} />
      <Text span ff="var(--serif)" fz={size * 0.65} fw={600} lh={1}>
        Habits
      </Text>
    </Group>
  );
}
