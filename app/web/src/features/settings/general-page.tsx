import { SegmentedControl, Switch, Text, useMantineColorScheme } from "@mantine/core";
import { useUser } from "@/api/session";
import { useShortcutsEnabled } from "@/ui/preferences";
import { Section } from "@/ui/section";
import { DaysForm } from "./days-form";
import { DigestForm } from "./digest-form";

export function GeneralPage() {
  const user = useUser();
  return (
    <>
      <Section title="Your days">
        <DaysForm user={user} />
      </Section>
      <Section title="Mail">
        <DigestForm />
      </Section>
      <Section title="This device">
        <ColorScheme />
        <Shortcuts />
      </Section>
    </>
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
