import { Button, Stack, TextInput } from "@mantine/core";
import { isEmail, isNotEmpty, useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { useSubmit } from "@/api/form";
import { useEnterSession } from "@/api/session";
import type { User } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { PasswordField } from "@/ui/password-field";
import type { Credentials } from "./requests";

export const emailProblem = "Enter an e-mail address, like you@example.com.";

interface CredentialsFormProps {
  submit: (credentials: Credentials) => Promise<User>;
  label: string;
  passwordAutoComplete: "current-password" | "new-password";
  passwordHint?: string;
  underPassword?: ReactNode;
}

export function CredentialsForm({
  submit,
  label,
  passwordAutoComplete,
  passwordHint,
  underPassword,
}: CredentialsFormProps) {
  const form = useForm<{ email: string; password: string }>({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: isEmail(emailProblem),
      password: isNotEmpty("Enter your password."),
    },
  });
  const { onSubmit, isPending, general } = useSubmit(form, submit, useEnterSession());

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
        <div>
          <PasswordField
            label="Password"
            description={passwordHint}
            autoComplete={passwordAutoComplete}
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          {underPassword}
        </div>
        <Button type="submit" loading={isPending} mt="xs">
          {label}
        </Button>
      </Stack>
    </form>
  );
}
