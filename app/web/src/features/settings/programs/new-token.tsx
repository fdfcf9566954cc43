import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { useSubmit } from "@/api/form";
import { keys } from "@/api/keys";
import { CopyField } from "@/ui/copy-field";
import { FormAlert } from "@/ui/form-alert";

interface NewTokenProps {
  opened: boolean;
  close: () => void;
}

/** Two steps in one dialog: say what the token is for, then take the secret, which is shown this once. */
export function NewToken({ opened, close }: NewTokenProps) {
  const [secret, setSecret] = useState<string>();
  const leave = () => {
    setSecret(undefined);
    close();
  };
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={secret ? "Copy the token now" : "New token"}
      // A tap beside the dialog must not lose what cannot be shown again.
      closeOnClickOutside={!secret}
    >
      {secret ? (
        <Stack>
          <Text>It is not shown again. Whoever has it can do what you allowed.</Text>
          <CopyField label="Token" value={secret} />
          <Button onClick={leave} style={{ alignSelf: "flex-end" }}>
            I have it
          </Button>
        </Stack>
      ) : (
        <TokenForm cancel={leave} onMade={setSecret} />
      )}
    </Modal>
  );
}

interface TokenFormProps {
  cancel: () => void;
  onMade: (secret: string) => void;
}

function TokenForm({ cancel, onMade }: TokenFormProps) {
  const client = useQueryClient();
  const form = useForm<{ name: string; scope: "read" | "write" }>({
    initialValues: { name: "", scope: "read" },
    validate: { name: isNotEmpty("Give it a name that tells what it is for.") },
  });
  const { onSubmit, isPending, general } = useSubmit(
    form,
    (body) => dataOf(api.POST("/api/tokens", { body })),
    ({ token }) => {
      onMade(token);
      void client.invalidateQueries({ queryKey: keys.tokens });
    },
  );
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <FormAlert>{general}</FormAlert>
        <TextInput
          label="What is it for"
          placeholder="Shell script on my laptop"
          maxLength={60}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Radio.Group label="What may it do" size="md" {...form.getInputProps("scope")}>
          <Stack gap="xs" mt={6}>
            <Radio value="read" label="Read" description="See habits, check-ins and statistics." />
            <Radio value="write" label="Read and write" description="Check in and change habits." />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            Make it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
