import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { isEmail, isNotEmpty, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { formErrors } from "@/api/errors";
import { useEnterSession } from "@/api/session";
import type { User } from "@/api/types";
import type { Credentials } from "./requests";

interface CredentialsFormProps {
  submit: (credentials: Credentials) => Promise<User>;
  label: string;
  passwordAutoComplete: "current-password" | "new-password";
  passwordHint?: string;
}

export function CredentialsForm({
  submit,
  label,
  passwordAutoComplete,
  passwordHint,
}: CredentialsFormProps) {
  const enter = useEnterSession();
  const form = useForm<Credentials>({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: isEmail("Enter an e-mail address, like you@example.com."),
      password: isNotEmpty("Enter your password."),
    },
  });
  const mutation = useMutation({
    mutationFn: submit,
    onSuccess: enter,
    onError: (error) => {
      const { fields } = formErrors(error, ["email", "password"]);
      form.setErrors(fields);
      const first = Object.keys(fields)[0];
      if (first) form.getInputNode(first)?.focus();
    },
  });
  const general = mutation.error && formErrors(mutation.error, ["email", "password"]).general;

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (values) => mutation.mutate(values),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? "email")?.focus(),
      )}
    >
      <Stack>
        {general && (
          <Alert color="red" role="alert">
            {general}
          </Alert>
        )}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          id="password"
          label="Password"
          // Mantine names the error and the hint but does not tie them to this one field.
          aria-invalid={Boolean(form.errors.password)}
          aria-describedby={form.errors.password ? "password-error" : "password-description"}
          errorProps={{ id: "password-error" }}
          descriptionProps={{ id: "password-description" }}
          description={passwordHint}
          autoComplete={passwordAutoComplete}
          visibilityToggleFocusable
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" loading={mutation.isPending} mt="xs">
          {label}
        </Button>
      </Stack>
    </form>
  );
}
