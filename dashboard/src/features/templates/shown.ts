/** A template as the phone preview takes it. */

import type { Shown } from "@/components/phone/PhonePreview";

import type { Draft } from "./draft";
import type { Preview } from "./queries";

/** What a phone shows: as the API fills it in, or as it stands while there is no answer. */
export function shownOf(draft: Pick<Draft, "header" | "body" | "footer" | "buttons">, preview: Preview | undefined): Shown {
  if (!preview) {
    const { header, body, footer, buttons } = draft;
    return {
      header: header && { format: header.format, text: header.text ?? "", filename: header.filename },
      body,
      footer,
      buttons: buttons.map(({ kind, text }) => ({ kind, title: text ?? "" })),
      plainText: [header?.text, body, footer].filter(Boolean).join("\n\n"),
    };
  }
  return {
    header: preview.header_format && {
      format: preview.header_format,
      text: preview.header_text,
      filename: draft.header?.filename,
    },
    body: preview.body,
    footer: preview.footer,
    buttons: preview.buttons.map(({ kind, title }) => ({ kind, title: title ?? "" })),
    plainText: preview.plain_text,
  };
}
