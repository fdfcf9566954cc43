import { Anchor, Text } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { passwordHint } from "@/ui/password-field";
import { AuthLayout } from "./auth-layout";
import { CredentialsForm } from "./credentials-form";
import { logIn, signUp } from "./requests";

export { ForgotPasswordPage } from "./forgot-password-page";
export { ResetPasswordPage } from "./reset-password-page";

export function LogInPage() {
  const { search } = useKeptSearch();
  return (
    <AuthLayout title="Welcome back" lead="Log in to see what today asks of you.">
      <CredentialsForm
        submit={logIn}
        label="Log in"
        passwordAutoComplete="current-password"
        underPassword={
          <Anchor component={Link} to="/forgot-password" size="sm" display="inline-block" mt={6}>
            Forgot your password?
          </Anchor>
        }
      />
      <Text>
        New here?{" "}
        <Anchor component={Link} to={`/signup${search}`} underline="always">
          Create an account
        </Anchor>
      </Text>
    </AuthLayout>
  );
}

export function SignUpPage() {
  const { search } = useKeptSearch();
  return (
    <AuthLayout title="Start small" lead="An account keeps your habits on every device.">
      <CredentialsForm
        submit={signUp}
        label="Create account"
        passwordAutoComplete="new-password"
        passwordHint={passwordHint}
      />
      <Text>
        Already have an account?{" "}
        <Anchor component={Link} to={`/login${search}`} underline="always">
          Log in
        </Anchor>
      </Text>
    </AuthLayout>
  );
}

/** The query string (it carries where to go after the login), kept while switching between the two pages. */
function useKeptSearch(): { search: string } {
  const [parameters] = useSearchParams();
  const text = parameters.toString();
  return { search: text && `?${text}` };
}
