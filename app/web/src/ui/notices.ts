import { notifications } from "@mantine/notifications";

/** Says that something was not done, and why. */
export function announceRefusal(title: string, error: Error): void {
  notifications.show({ color: "red", title, message: error.message });
}
