import { useLocalStorage } from "@mantine/hooks";

/** Whether single-key shortcuts are on, on this device. */
export function useShortcutsEnabled() {
  return useLocalStorage({
    key: "habits-shortcuts",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
}
