import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import { Section } from "@/ui/section";
import { Losses } from "./losses";
import classes from "./transfer.module.css";

const forms = [
  { form: "json", name: "Everything", lead: "Comes back here without a loss." },
  { form: "csv", name: "Tables for spreadsheets", lead: "A zip file of CSV tables." },
  { form: "loop-db", name: "Backup for Loop", lead: "For Loop Habit Tracker to restore." },
  { form: "loop-csv", name: "Tables as Loop writes them", lead: "A zip file of CSV tables." },
] as const;

export function ExportSection() {
  const { data } = useQuery({
    queryKey: keys.exportLosses,
    queryFn: async () => (await dataOf(api.GET("/api/exports/losses"))).forms,
  });
  return (
    <Section title="Export" lead="Your data is yours. Photos stay here; all else comes along.">
      <ul className={classes.forms} aria-label="Ways to export">
        {forms.map(({ form, name, lead }) => (
          <li key={form} className={classes.form}>
            <Group justify="space-between" wrap="nowrap">
              <div>
                <Text fw={600}>{name}</Text>
                <Text size="sm" c="dimmed">
                  {lead}
                </Text>
              </div>
              <Button
                component="a"
                href={`/api/exports/${form}`}
                download
                variant="light"
                flex="none"
                size="sm"
                leftSection={<IconDownload size={18} aria-hidden />}
                aria-label={`Download: ${name}`}
              >
                Download
              </Button>
            </Group>
            <Losses
              losses={data?.find((one) => one.form === form)?.losses ?? []}
              caption="What it cannot hold"
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
