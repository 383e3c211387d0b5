/** Asks for what a Telegram bot takes. */

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";

import { channels as words } from "@/words";

import type { ChannelDetail } from "../queries";
import { useConnectForm } from "./useConnectForm";

const BOT_TOKEN = /^\d{1,20}:[\w-]{1,200}$/;

export function TelegramForm({ onConnected }: { onConnected: (channel: ChannelDetail) => void }) {
  const { form, submit, pending, fault } = useConnectForm({
    initialValues: { name: "", bot_token: "" },
    validate: { bot_token: (value) => (BOT_TOKEN.test(value.trim()) ? null : words.need.botToken) },
    toBody: (values) => ({
      provider: "telegram",
      name: values.name.trim() || null,
      bot_token: values.bot_token.trim(),
    }),
    onConnected,
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {fault && (
          <Alert role="alert" color="red">
            {fault}
          </Alert>
        )}
        <PasswordInput
          label={words.form.botToken}
          description={words.form.botTokenHint}
          autoComplete="off"
          data-autofocus
          key={form.key("bot_token")}
          {...form.getInputProps("bot_token")}
        />
        <TextInput
          label={words.form.name}
          description={words.form.botNameHint}
          maxLength={80}
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <Button type="submit" loading={pending}>
          {words.form.submit}
        </Button>
      </Stack>
    </form>
  );
}
