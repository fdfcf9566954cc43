import { Alert } from "@mantine/core";

/** What is wrong with a form as a whole, read out when it appears. */
export function FormAlert({ children }: { children: string | null }) {
  if (!children) return null;
  return (
    <Alert color="red" role="alert" w="100%">
      {children}
    </Alert>
  );
}
