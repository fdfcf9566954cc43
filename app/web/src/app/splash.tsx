import { Center, Loader } from "@mantine/core";

export function Splash() {
  return (
    <Center mih="100dvh" role="status" aria-label="Loading">
      <Loader type="dots" />
    </Center>
  );
}
