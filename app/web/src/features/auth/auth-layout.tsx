import { Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Logo } from "@/ui/logo";
import classes from "./auth-layout.module.css";
import { Rings } from "./rings";

interface AuthLayoutProps {
  title: string;
  lead: string;
  children: ReactNode;
}

export function AuthLayout({ title, lead, children }: AuthLayoutProps) {
  useDocumentTitle(`${title} · Habits`);
  return (
    <div className={classes.page}>
      <aside className={classes.picture} aria-label="About Habits">
        <Rings />
        <p className={classes.motto}>
          A tree adds one ring a year.
          <br />
          You only need today.
        </p>
      </aside>
      <main className={classes.main}>
        <Stack gap="xl" w="100%" maw={380}>
          <Logo size={40} />
          <div>
            <Title order={1} fz={34}>
              {title}
            </Title>
            <Text c="dimmed" mt={6}>
              {lead}
            </Text>
          </div>
          {children}
        </Stack>
      </main>
    </div>
  );
}
