import { Group, Stack, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

interface PageProps {
  title: string;
  overline?: ReactNode;
  mark?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One page: names the document, and takes the focus to its heading when somebody arrives from another one. */
export function Page({ title, overline, mark, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  // "default" is the first page of a visit: there the browser's own focus order is right.
  const [arrived] = useState(key !== "default");
  useDocumentTitle(`${title} · Habits`);
  useEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true });
  }, [arrived]);

  return (
    <Stack gap="lg">
      <Group justify="space-between" align="center" wrap="nowrap">
        <Group wrap="nowrap">
          {mark}
          <div>
            {overline}
            <Title
              order={1}
              fz={{ base: 28, sm: 36 }}
              lh={1.15}
              ref={heading}
              tabIndex={-1}
              style={{ outline: "none", overflowWrap: "anywhere" }}
            >
              {title}
            </Title>
          </div>
        </Group>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
