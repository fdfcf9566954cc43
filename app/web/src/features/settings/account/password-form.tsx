import { Button, Stack } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { useSubmit } from "@/api/form";
import { keys } from "@/api/keys";
import { FormAlert } from "@/ui/form-alert";
import { PasswordField, passwordHint } from "@/ui/password-field";

export function PasswordForm({ email }: { email: string }) {
  const client = useQueryClient();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current_password: "", new_password: "" },
    validate: {
      current_password: isNotEmpty("Enter the password you have now."),
      new_password: isNotEmpty("Enter a new password."),
    },
  });
  const { onSubmit, isPending, general } = useSubmit(
    form,
    (body) => api.POST("/api/auth/password", { body }),
    () => {
      form.reset();
      notifications.show({ message: "Your new password is set" });
      void client.invalidateQueries({ queryKey: keys.sessions });
    },
  );
  return (
    <form noValidate onSubmit={onSubmit} style={{ width: "100%", maxWidth: 360 }}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        {/* Unseen, for password managers: they keep passwords by name. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          key={form.key("current_password")}
          {...form.getInputProps("current_password")}
        />
        <PasswordField
          label="New password"
          description={passwordHint}
          autoComplete="new-password"
          key={form.key("new_password")}
          {...form.getInputProps("new_password")}
        />
        <Button type="submit" loading={isPending} style={{ alignSelf: "flex-start" }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
