import { Kbd, Modal, Table, Text } from "@mantine/core";
import { type HotkeyItem, useHotkeys } from "@mantine/hooks";
import { useShortcutsEnabled } from "@/ui/preferences";

export interface Actions {
  move: (by: 1 | -1) => void;
  toggle: () => void;
  skip: () => void;
  details: () => void;
  step: (by: 1 | -1) => void;
  undo: () => void;
  goTo: (where: "earlier" | "later" | "today") => void;
  help: () => void;
}

const rows: [keys: string[], meaning: string][] = [
  [["j", "↓"], "Next habit"],
  [["k", "↑"], "Previous habit"],
  [["x", "Space"], "Check in, or take it back"],
  [["+", "−"], "A step more or less"],
  [["s"], "Skip"],
  [["n"], "Note and details"],
  [["h", "←"], "A day earlier"],
  [["l", "→"], "A day later"],
  [["t"], "Today"],
  [["Ctrl Z", "⌘ Z"], "Undo"],
  [["?"], "These shortcuts"],
];

/** Answers whether single keys are on: the settings switch them off, since speech input may type them by accident. */
export function useShortcuts(actions: Actions): boolean {
  const [enabled] = useShortcutsEnabled();
  const single = (key: string, act: () => void): HotkeyItem => [
    key,
    (event) => enabled && !isInOverlay(event.target) && act(),
  ];
  useHotkeys([
    ["mod+Z", actions.undo],
    single("J", () => actions.move(1)),
    single("K", () => actions.move(-1)),
    single("X", actions.toggle),
    single("S", actions.skip),
    single("N", actions.details),
    single("H", () => actions.goTo("earlier")),
    single("L", () => actions.goTo("later")),
    single("T", () => actions.goTo("today")),
    // With and without Shift: keyboards differ in where they keep the question mark.
    single("shift+?", actions.help),
    single("?", actions.help),
  ]);
  return enabled;
}

/** A dialog or a menu has keys of its own, and the page under it stands still. */
function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/** The keys of the focused row; answers whether `key` is one of them. */
export function rowKey(key: string, { move, step, goTo }: Actions): boolean {
  switch (key) {
    case "ArrowDown":
      move(1);
      return true;
    case "ArrowUp":
      move(-1);
      return true;
    case "ArrowLeft":
      goTo("earlier");
      return true;
    case "ArrowRight":
      goTo("later");
      return true;
    case "+":
      step(1);
      return true;
    case "-":
      step(-1);
      return true;
    default:
      return false;
  }
}

export function ShortcutsDialog({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Keyboard shortcuts">
      <Table withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([keys, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Th scope="row" fw={400}>
                {meaning}
              </Table.Th>
              <Table.Td ta="right">
                {keys.map((key) => (
                  <Kbd key={key} ml={6}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="md">
        Arrows work inside the list of habits. Single keys can be switched off in the settings.
      </Text>
    </Modal>
  );
}
