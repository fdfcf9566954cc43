import { Button, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useId } from "react";
import classes from "./data-table.module.css";

interface DataTableProps {
  caption: string;
  /** Words of the button that opens it. */
  show?: string;
  head: readonly string[];
  /** The first cell of a row is its heading. */
  rows: readonly (readonly [heading: string, ...cells: ReactNode[]])[];
}

/** What a picture shows, as numbers for whoever asks for them. */
export function DataTable({ caption, show = "Show as a table", head, rows }: DataTableProps) {
  const [opened, { toggle }] = useDisclosure();
  const id = useId();
  return (
    <div>
      <Button
        variant="subtle"
        size="sm"
        ml={-18}
        aria-expanded={opened}
        aria-controls={id}
        onClick={toggle}
      >
        {opened ? "Hide the table" : show}
      </Button>
      <div id={id}>
        {opened && (
          // It scrolls, so the keyboard must be able to reach it.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
          <section className={classes.scroll} aria-label={caption} tabIndex={0}>
            <Table stickyHeader horizontalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  {head.map((title) => (
                    <Table.Th key={title} scope="col">
                      {title}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(([heading, ...cells], index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows never move, and headings may be alike
                  <Table.Tr key={index}>
                    <Table.Th scope="row" fw={400}>
                      {heading}
                    </Table.Th>
                    {cells.map((cell, column) => (
                      <Table.Td key={head[column + 1]}>{cell}</Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        )}
      </div>
    </div>
  );
}
