import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./section.module.css";

interface SectionProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** A card with a heading: one matter of a page that has several. */
export function Section({ title, lead, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <Title order={2} fz={22} mb={lead ? 4 : "md"}>
        {title}
      </Title>
      {lead && (
        <Text c="dimmed" mb="md" maw={520}>
          {lead}
        </Text>
      )}
      <Stack align="flex-start">{children}</Stack>
    </section>
  );
}
