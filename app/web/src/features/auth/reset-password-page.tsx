import { Anchor, Button, Stack, Text } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useSubmit } from "@/api/form";
import { useEnterSession } from "@/api/session";
import { FormAlert } from "@/ui/form-alert";
import { PasswordField, passwordHint } from "@/ui/password-field";
import { AuthLayout } from "./auth-layout";
import { resetPassword } from "./requests";

/** Where the link of the mail leads: the key to the account stands after the `#`, and leaves the address bar at once. */
export function ResetPasswordPage() {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [token] = useState(() => hash.slice(1));
  useEffect(() => {
    if (hash) void navigate(pathname, { replace: true });
  }, [hash, pathname, navigate]);

  if (!token) {
    return (
      <AuthLayout title="This link is not whole" lead="Its last part is missing.">
        <Text>
          Open the link from the mail once more, or copy all of it.{" "}
          <Anchor component={Link} to="/forgot-password" underline="always">
            Ask for a new one
          </Anchor>
        </Text>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Set a new password" lead="It ends the old one on every device.">
      <NewPassword token={token} />
      <Anchor component={Link} to="/forgot-password" underline="always">
        Ask for a new link
      </Anchor>
    </AuthLayout>
  );
}

function NewPassword({ token }: { token: string }) {
  const navigate = useNavigate();
  const enter = useEnterSession();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { new_password: "" },
    validate: { new_password: isNotEmpty("Enter a new password.") },
  });
  const { onSubmit, isPending, general } = useSubmit(
    form,
    ({ new_password }) => resetPassword({ token, new_password }),
    () => {
      notifications.show({ message: "Your new password is set. Log in with it." });
      enter(null);
      void navigate("/login", { replace: true });
    },
  );
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        <PasswordField
          label="New password"
          description={passwordHint}
          autoComplete="new-password"
          key={form.key("new_password")}
          {...form.getInputProps("new_password")}
        />
        <Button type="submit" loading={isPending} mt="xs">
          Set the password
        </Button>
      </Stack>
    </form>
  );
}
