import { Button, Group, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** A text to take along: selected by a tap, copied by a button, which says that it did. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const clipboard = useClipboard({ timeout: 3000 });
  return (
    <Group align="flex-end" wrap="nowrap" gap="xs" w="100%">
      <TextInput
        label={label}
        value={value}
        readOnly
        flex={1}
        ff="monospace"
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        error={clipboard.error && "The browser forbids copying. Select the text and copy it."}
      />
      <Button
        variant="default"
        flex="none"
        leftSection={
          clipboard.copied ? (
            <IconCheck size={18} aria-hidden />
          ) : (
            <IconCopy size={18} aria-hidden />
          )
        }
        onClick={() => clipboard.copy(value)}
      >
        <span aria-live="polite">{clipboard.copied ? "Copied" : "Copy"}</span>
      </Button>
    </Group>
  );
}
