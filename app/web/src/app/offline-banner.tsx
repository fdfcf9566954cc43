import { Text } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import classes from "./offline-banner.module.css";

export function OfflineBanner() {
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <Text className={classes.banner} size="sm" fw={500}>
          You are offline. Check-ins are kept in this tab and sent when the connection is back.
        </Text>
      )}
    </div>
  );
}
