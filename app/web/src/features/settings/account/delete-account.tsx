import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { api } from "@/api/client";
import { useSubmit } from "@/api/form";
import { useEnterSession } from "@/api/session";
import { FormAlert } from "@/ui/form-alert";
import { PasswordField } from "@/ui/password-field";

export function DeleteAccount({ email }: { email: string }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Text>
        Your habits, check-ins, notes and photos go with it, for good. Take an export first if you
        may want them again.
      </Text>
      <Button variant="outline" color="red" onClick={open}>
        Delete account …
      </Button>
      <Modal opened={opened} onClose={close} title="Delete your account?">
        <Confirmation email={email} cancel={close} />
      </Modal>
    </>
  );
}

/** Two proofs: typing the address shows that it is meant, the password that it is they who mean it. */
function Confirmation({ email, cancel }: { email: string; cancel: () => void }) {
  const enter = useEnterSession();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: (typed) =>
        typed.trim().toLowerCase() === email.toLowerCase() ? null : `Type ${email} to go on.`,
      password: isNotEmpty("Enter your password."),
    },
  });
  const { onSubmit, isPending, general } = useSubmit(
    form,
    ({ password }) => api.POST("/api/auth/delete-account", { body: { password } }),
    () => {
      notifications.show({ message: "Your account is deleted. Take care." });
      enter(null);
    },
  );
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        <Text>Nobody can bring it back, neither you nor we.</Text>
        <TextInput
          label="Type your e-mail address"
          description={email}
          type="email"
          autoComplete="off"
          data-autofocus
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            Keep it
          </Button>
          <Button type="submit" color="red" loading={isPending}>
            Delete for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
