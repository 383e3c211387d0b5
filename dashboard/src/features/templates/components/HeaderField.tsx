/** What stands above the text: nothing, a line, a file or a place. */

import { Button, FileButton, Group, Input, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUpload } from "@tabler/icons-react";

import { sentence } from "@/api/problem";
import { templates as words } from "@/words";

import { type Header, type HeaderFormat, LIMITS, MEDIA_TYPES } from "../draft";
import { useUpload } from "../upload";
import { Count } from "./Count";
import type { PartProps } from "./Parts";
import { VariableMenu } from "./VariableMenu";

const FORMATS = ["none", "text", "image", "video", "document", "location"] as const;

export function HeaderField({ draft, faultOf, readOnly, onChange }: PartProps) {
  const { header } = draft;
  const choose = (format: HeaderFormat | "none") => onChange({ header: format === "none" ? null : { format } });
  const change = (changed: Partial<Header>) => header && onChange({ header: { ...header, ...changed } });
  return (
    <Stack gap="xs" role="group" aria-label={words.editor.header}>
      <Select
        label={words.editor.header}
        allowDeselect={false}
        readOnly={readOnly}
        data={FORMATS.map((value) => ({ value, label: words.editor.headers[value] }))}
        value={header?.format ?? "none"}
        error={faultOf("/header")}
        onChange={(value) => value && choose(value)}
      />
      {header?.format === "text" && (
        <TextInput
          label={words.editor.headerText}
          description={<Count text={header.text ?? ""} most={LIMITS.header} />}
          maxLength={1024}
          readOnly={readOnly}
          value={header.text ?? ""}
          error={faultOf("/header/text")}
          onChange={(event) => change({ text: event.currentTarget.value })}
          rightSection={
            !readOnly && (
              <VariableMenu draft={draft} isIcon onInsert={(name) => change({ text: `${header.text ?? ""}{{${name}}}` })} />
            )
          }
        />
      )}
      {header && MEDIA_TYPES[header.format] && (
        <FileField header={header} error={faultOf("/header", true)} readOnly={readOnly} onChange={change} />
      )}
      {header?.format === "location" && (
        <PlaceFields header={header} error={faultOf("/header/location", true)} readOnly={readOnly} onChange={change} />
      )}
    </Stack>
  );
}

interface FieldProps {
  header: Header;
  error: string | undefined;
  readOnly: boolean;
  onChange: (changed: Partial<Header>) => void;
}

function FileField({ header, error, readOnly, onChange }: FieldProps) {
  const upload = useUpload();
  const choose = (file: File | null) =>
    file &&
    upload.mutate(file, {
      onSuccess: ({ media_id, mime_type }) => onChange({ media_id, mime_type, filename: file.name }),
      onError: (failure) =>
        notifications.show({ color: "red", title: words.editor.uploadFailed, message: sentence(failure) }),
    });
  return (
    <Input.Wrapper description={words.editor.uploadHint[header.format]} error={error} inputWrapperOrder={["input", "description", "error"]}>
      <Group gap="sm" mb={4}>
        <FileButton accept={MEDIA_TYPES[header.format]?.join(",")} onChange={choose} disabled={readOnly}>
          {(props) => (
            <Button
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={upload.isPending}
              disabled={readOnly}
              {...props}
            >
              {header.media_id ? words.editor.replaceFile : words.editor.upload[header.format]}
            </Button>
          )}
        </FileButton>
        {header.media_id && (
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {[header.filename, header.mime_type].find(Boolean)}
          </Text>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function PlaceFields({ header, error, readOnly, onChange }: FieldProps) {
  const place = header.location ?? { latitude: 0, longitude: 0, name: "", address: "" };
  const change = (changed: Partial<typeof place>) => onChange({ location: { ...place, ...changed } });
  const number = (value: number | string, most: number) => Math.max(-most, Math.min(most, Number(value) || 0));
  return (
    <Stack gap="xs">
      <TextInput
        label={words.editor.place.name}
        readOnly={readOnly}
        value={place.name ?? ""}
        error={error}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words.editor.place.address}
        readOnly={readOnly}
        value={place.address ?? ""}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
      <Group grow>
        <NumberInput
          label={words.editor.place.latitude}
          readOnly={readOnly}
          decimalScale={6}
          value={place.latitude}
          onChange={(value) => change({ latitude: number(value, 90) })}
        />
        <NumberInput
          label={words.editor.place.longitude}
          readOnly={readOnly}
          decimalScale={6}
          value={place.longitude}
          onChange={(value) => change({ longitude: number(value, 180) })}
        />
      </Group>
    </Stack>
  );
}
