import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { isEmail, useForm } from "@mantine/form";
import { useState } from "react";
import { Link } from "react-router";
import { useSubmit } from "@/api/form";
import { FormAlert } from "@/ui/form-alert";
import { AuthLayout } from "./auth-layout";
import { emailProblem } from "./credentials-form";
import { sendResetLink } from "./requests";

export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo) return <Sent to={sentTo} again={() => setSentTo(undefined)} />;
  return (
    <AuthLayout title="Forgot your password?" lead="We mail you a link that sets a new one.">
      <AskForLink onSent={setSentTo} />
      <BackToLogIn />
    </AuthLayout>
  );
}

function AskForLink({ onSent }: { onSent: (email: string) => void }) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "" },
    validate: { email: isEmail(emailProblem) },
  });
  const { onSubmit, isPending, general } = useSubmit(form, sendResetLink, () =>
    onSent(form.getValues().email),
  );
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <Button type="submit" loading={isPending} mt="xs">
          Send the link
        </Button>
      </Stack>
    </form>
  );
}

/** The same words whether there is such an account or not: the server does not say, and nor do we. */
function Sent({ to, again }: { to: string; again: () => void }) {
  return (
    <AuthLayout title="Look into your mailbox" lead="The link works once, for an hour.">
      <Stack role="status" gap="sm">
        <Text>
          If there is an account of <strong>{to}</strong>, a link is on its way.
        </Text>
        <Text c="dimmed">
          Nothing after a few minutes? Look among the spam, or try{" "}
          <Anchor component="button" type="button" onClick={again} underline="always">
            another address
          </Anchor>
          .
        </Text>
      </Stack>
      <BackToLogIn />
    </AuthLayout>
  );
}

function BackToLogIn() {
  return (
    <Anchor component={Link} to="/login" underline="always">
      Back to log in
    </Anchor>
  );
}
