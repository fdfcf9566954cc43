import {
  Button,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  Title,
  useMantineColorScheme,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "@/api/client";
import { useEnterSession, useUser } from "@/api/session";
import { Page } from "@/ui/page";
import { useShortcutsEnabled } from "@/ui/preferences";
import { DaysForm } from "./days-form";
import classes from "./settings-page.module.css";

export function SettingsPage() {
  const user = useUser();
  return (
    <Page title="Settings">
      <Section title="Your days">
        <DaysForm user={user} />
      </Section>
      <Section title="This device">
        <ColorScheme />
        <Shortcuts />
      </Section>
      <Section title="Account">
        <Text>
          Logged in as <strong>{user.email}</strong>
        </Text>
        <LogOut />
      </Section>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Title order={2} fz={22} mb="md">
        {title}
      </Title>
      <Stack align="flex-start">{children}</Stack>
    </section>
  );
}

function ColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <Text fw={500} id="color-scheme" mb={6}>
        Colours
      </Text>
      <SegmentedControl
        aria-labelledby="color-scheme"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={[
          { value: "auto", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
    </div>
  );
}

function Shortcuts() {
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Switch
      size="md"
      label="Single-key shortcuts"
      description="j, k, x and more on the page of today; press ? there to see them all."
      checked={enabled}
      onChange={(event) => setEnabled(event.currentTarget.checked)}
    />
  );
}

function LogOut() {
  const enter = useEnterSession();
  const logOut = useMutation({
    mutationFn: () => api.POST("/api/auth/logout"),
    onSuccess: () => enter(null),
    onError: (error) =>
      notifications.show({
        color: "red",
        title: "You are still logged in",
        message: error.message,
      }),
  });
  return (
    <Button variant="default" loading={logOut.isPending} onClick={() => logOut.mutate()}>
      Log out
    </Button>
  );
}
