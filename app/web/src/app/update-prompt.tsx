import { useRegisterSW } from "virtual:pwa-register/react";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";

const HOUR = 3_600_000;
const id = "update";

/**
 * Keeps the app for days without a connection, and offers a new version when there is one. An open page goes
 * on as it is until somebody asks for the new one: half a form must not vanish.
 */
export function UpdatePrompt() {
  const {
    needRefresh: [isReady, setReady],
    updateServiceWorker,
  } = useRegisterSW({
    onRegisteredSW: (_, registration) => {
      // An app on a phone's home screen is rarely loaded anew.
      if (registration) setInterval(() => void registration.update().catch(() => {}), HOUR);
    },
  });
  useEffect(() => {
    if (!isReady) return;
    notifications.show({
      id,
      autoClose: false,
      onClose: () => setReady(false),
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">A new version is ready.</Text>
          <Button size="sm" variant="light" flex="none" onClick={() => updateServiceWorker()}>
            Reload
          </Button>
        </Group>
      ),
    });
  }, [isReady, setReady, updateServiceWorker]);
  return null;
}
