/** The memory beside the thread where there is room, else in a drawer over it. */

import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense } from "react";

import { Loading } from "@/components/states";
import { common, memory as words } from "@/words";

import classes from "../thread/thread.module.css";

// Loaded when it is first opened: most threads are read without.
const MemoryPanel = lazy(async () => ({ default: (await import("./MemoryPanel")).MemoryPanel }));

interface MemoryProps {
  contactId: string;
  onShowMessage: (id: string) => void;
  onClose: () => void;
}

export function Memory({ contactId, onShowMessage, onClose }: MemoryProps) {
  const isWide = useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
  if (isWide) {
    return (
      <aside className={classes.memory} aria-label={words.title}>
        <Suspense fallback={<Loading />}>
          <MemoryPanel contactId={contactId} onShowMessage={onShowMessage} onClose={onClose} />
        </Suspense>
      </aside>
    );
  }
  const show = (id: string) => {
    onClose();
    onShowMessage(id);
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={400}
      title={words.title}
      padding={0}
      styles={{ header: { padding: "var(--mantine-spacing-md)" } }}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Suspense fallback={<Loading />}>
        <MemoryPanel contactId={contactId} onShowMessage={show} />
      </Suspense>
    </Drawer>
  );
}
