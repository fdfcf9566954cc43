import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useId } from "react";

interface PasswordFieldProps extends PasswordInputProps {
  autoComplete: "current-password" | "new-password";
}

/** What is asked of a password, said before it is typed. */
export const passwordHint = "At least 10 characters, and not a password that many use.";

export function PasswordField(props: PasswordFieldProps) {
  const id = useId();
  const described = props.error ? `${id}-error` : props.description ? `${id}-hint` : undefined;
  return (
    <PasswordInput
      id={id}
      // Mantine names the error and the hint but does not tie them to this one kind of field.
      aria-invalid={Boolean(props.error)}
      aria-describedby={described}
      errorProps={{ id: `${id}-error` }}
      descriptionProps={{ id: `${id}-hint` }}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
      {...props}
    />
  );
}
