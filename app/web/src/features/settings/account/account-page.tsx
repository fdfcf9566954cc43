import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import { useEnterSession, useUser } from "@/api/session";
import { announceRefusal } from "@/ui/notices";
import { Section } from "@/ui/section";
import { DeleteAccount } from "./delete-account";
import { OpenSessions } from "./open-sessions";
import { PasswordForm } from "./password-form";

export function AccountPage() {
  const { email } = useUser();
  return (
    <>
      <Section title="You">
        <Text>
          Logged in as <strong>{email}</strong>
        </Text>
        <LogOut />
      </Section>
      <Section title="Password" lead="A new one logs you out everywhere else.">
        <PasswordForm email={email} />
      </Section>
      <Section title="Where you are logged in">
        <OpenSessions />
      </Section>
      <Section title="Delete your account">
        <DeleteAccount email={email} />
      </Section>
    </>
  );
}

function LogOut() {
  const enter = useEnterSession();
  const logOut = useMutation({
    mutationFn: () => api.POST("/api/auth/logout"),
    onSuccess: () => enter(null),
    onError: (error) => announceRefusal("You are still logged in", error),
  });
  return (
    <Button variant="default" loading={logOut.isPending} onClick={() => logOut.mutate()}>
      Log out
    </Button>
  );
}
