/** What both forms share: a key for each account that is tried, and the API's complaints at their fields. */

import { type FormValidateInput, useForm } from "@mantine/form";
import { useState } from "react";

import { newKey } from "@/api/client";
import { fieldErrors, sentence } from "@/api/problem";

import { type ChannelDetail, type ConnectIn, useConnect } from "../queries";

interface Wanted<Values> {
  initialValues: Values;
  validate: FormValidateInput<Values>;
  toBody: (values: Values) => ConnectIn;
  onConnected: (channel: ChannelDetail) => void;
}

export function useConnectForm<Values extends Record<string, string>>(wanted: Wanted<Values>) {
  const { initialValues, validate, toBody, onConnected } = wanted;
  const [key, setKey] = useState(newKey);
  const connect = useConnect();
  const form = useForm<Values>({
    mode: "uncontrolled",
    initialValues,
    validate,
    onValuesChange: () => setKey(newKey()),
  });
  const fields = Object.keys(initialValues);
  const submit = form.onSubmit((values) =>
    connect.mutate(
      { body: toBody(values), key },
      {
        onSuccess: onConnected,
        onError: (error) => form.setErrors(fieldErrors(error, fields)),
      },
    ),
  );
  const elsewhere = connect.error && Object.keys(fieldErrors(connect.error, fields)).length === 0;
  return { form, submit, pending: connect.isPending, fault: elsewhere ? sentence(connect.error) : null };
}
