import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { formErrors } from "./errors";

/**
 * Sends a form. What the server has against a field is shown there, and the first such field gets the focus;
 * everything else is `general`, a sentence for the top of the form.
 */
export function useSubmit<Values extends Record<string, unknown>, Result>(
  form: UseFormReturnType<Values>,
  send: (values: Values) => Promise<Result>,
  onSuccess: (result: Result) => unknown,
) {
  const known = Object.keys(form.getInitialValues());
  const focusFirst = (errors: Record<string, unknown>) => {
    const first = known.find((field) => field in errors);
    if (first) form.getInputNode(first)?.focus();
  };
  const { mutate, isPending, error } = useMutation({
    mutationFn: send,
    onSuccess,
    onError: (refusal) => {
      const { fields } = formErrors(refusal, known);
      form.setErrors(fields);
      focusFirst(fields);
    },
  });
  return {
    onSubmit: form.onSubmit((values) => mutate(values), focusFirst),
    isPending,
    general: error && formErrors(error, known).general,
  };
}
