import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./row-list.module.css";

export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  title: ReactNode;
  details: ReactNode;
  action?: ReactNode;
}

/** One of several things: what it is, what more there is to say, what can be done with it. */
export function Row({ title, details, action }: RowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.body}>
        <Text fw={600} component="span">
          {title}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          {details}
        </Text>
      </div>
      {action}
    </li>
  );
}
