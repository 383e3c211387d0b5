/** Asks for what a WhatsApp number of the Cloud API takes. */

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";

import { channels as words } from "@/words";

import type { ChannelDetail } from "../queries";
import { useConnectForm } from "./useConnectForm";

const DIGITS = /^\d{1,32}$/;
const VISIBLE = /^[!-~]{1,1000}$/;

export function WhatsAppForm({ onConnected }: { onConnected: (channel: ChannelDetail) => void }) {
  const { form, submit, pending, fault } = useConnectForm({
    initialValues: { name: "", phone_number_id: "", waba_id: "", access_token: "", app_secret: "" },
    validate: {
      name: (value) => (value.trim() ? null : words.need.name),
      phone_number_id: (value) => (DIGITS.test(value.trim()) ? null : words.need.digits),
      waba_id: (value) => (DIGITS.test(value.trim()) ? null : words.need.digits),
      access_token: (value) => (VISIBLE.test(value.trim()) ? null : words.need.token),
      app_secret: (value) => (!value.trim() || VISIBLE.test(value.trim()) ? null : words.need.secret),
    },
    toBody: (values) => ({
      provider: "whatsapp",
      name: values.name.trim(),
      phone_number_id: values.phone_number_id.trim(),
      waba_id: values.waba_id.trim(),
      access_token: values.access_token.trim(),
      app_secret: values.app_secret.trim() || null,
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
        <TextInput
          label={words.form.name}
          description={words.form.nameHint}
          maxLength={80}
          data-autofocus
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <TextInput
          label={words.form.phoneNumberId}
          description={words.form.phoneNumberIdHint}
          inputMode="numeric"
          autoComplete="off"
          key={form.key("phone_number_id")}
          {...form.getInputProps("phone_number_id")}
        />
        <TextInput
          label={words.form.wabaId}
          inputMode="numeric"
          autoComplete="off"
          key={form.key("waba_id")}
          {...form.getInputProps("waba_id")}
        />
        <PasswordInput
          label={words.form.accessToken}
          description={words.form.accessTokenHint}
          autoComplete="off"
          key={form.key("access_token")}
          {...form.getInputProps("access_token")}
        />
        <PasswordInput
          label={words.form.appSecret}
          description={words.form.appSecretHint}
          autoComplete="off"
          key={form.key("app_secret")}
          {...form.getInputProps("app_secret")}
        />
        <Button type="submit" loading={pending}>
          {words.form.submit}
        </Button>
      </Stack>
    </form>
  );
}
