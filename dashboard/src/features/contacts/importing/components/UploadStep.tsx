/** The first step: a file. */

import { Alert, Button, FileButton, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useNavigate } from "react-router";

import { sentence } from "@/api/problem";
import { importing as words } from "@/words";

import { useUpload } from "../queries";

const MOST_BYTES = 25 * 1024 * 1024;

export function UploadStep() {
  const upload = useUpload();
  const navigate = useNavigate();
  const [sent, setSent] = useState(0);
  const [isTooLarge, setTooLarge] = useState(false);
  const choose = (file: File | null | undefined) => {
    if (!file) return;
    upload.reset();
    setTooLarge(file.size > MOST_BYTES);
    if (file.size > MOST_BYTES) return;
    setSent(0);
    upload.mutate(
      { file, onProgress: setSent },
      {
        onSuccess: ({ id }) => void navigate(`/contacts/import/${id}`),
      },
    );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  };
  return (
    <Stack gap="sm" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Group gap="sm">
        <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={choose}>
          {(props) => (
            <Button leftSection={<IconFileUpload size={18} aria-hidden />} loading={upload.isPending} {...props}>
              {words.choose}
            </Button>
          )}
        </FileButton>
        <Text size="sm">{words.drop}</Text>
      </Group>
      {upload.isPending && <Progress value={sent * 100} animated aria-label={words.uploading} />}
      {(isTooLarge || upload.isError) && (
        <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {isTooLarge ? words.tooLarge : sentence(upload.error)}
        </Alert>
      )}
    </Stack>
  );
}
