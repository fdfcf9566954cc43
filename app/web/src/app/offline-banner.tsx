import { Text } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { useIsMutating } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import classes from "./offline-banner.module.css";

export function OfflineBanner() {
  const { online } = useNetwork();
  const waiting = useIsMutating({ mutationKey: keys.checkIn });
  return (
    <div role="status">
      {!online && (
        <Text className={classes.banner} size="sm" fw={500}>
          You are offline. {waitingText(waiting)}
        </Text>
      )}
    </div>
  );
}

function waitingText(count: number): string {
  if (count === 0) return "Check-ins are kept here and sent when the connection is back.";
  if (count === 1) return "1 check-in is kept here and sent when the connection is back.";
  return `${count} check-ins are kept here and sent when the connection is back.`;
}
