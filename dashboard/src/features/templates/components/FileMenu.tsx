/** Templates as files: taking them out, and in. */

import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconChevronDown, IconDownload, IconUpload } from "@tabler/icons-react";

import { sentence } from "@/api/problem";
import { saveFile } from "@/components/files";
import { templates as words } from "@/words";

import { useExport } from "../queries";
import { ImportModal } from "./ImportModal";

export function FileMenu({ mayImport }: { mayImport: boolean }) {
  const [importing, { open, close }] = useDisclosure(false);
  const take = useExport();
  const save = (format: "json" | "csv") =>
    take.mutate(format, {
      onSuccess: (file) => saveFile(file, `templates.${format}`),
      onError: (error) => notifications.show({ color: "red", title: words.exportFailed, message: sentence(error) }),
    });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />} loading={take.isPending}>
            {words.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayImport && (
            <Menu.Item leftSection={<IconUpload size={16} aria-hidden />} onClick={open}>
              {words.import}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => save("json")}>
            {words.exportJson}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => save("csv")}>
            {words.exportCsv}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {importing && <ImportModal onClose={close} />}
    </>
  );
}
