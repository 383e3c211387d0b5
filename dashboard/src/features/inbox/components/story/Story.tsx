/** What happened to a message, in a drawer beside it: every step with its time, and what the provider said. */

import { Drawer } from "@mantine/core";
import { lazy, Suspense } from "react";

import { Loading } from "@/components/states";
import { common, inbox } from "@/words";

// Loaded when it is first opened: most messages arrive, and nobody asks.
const Timeline = lazy(async () => ({ default: (await import("./StoryTimeline")).StoryTimeline }));

export function Story({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      title={inbox.story.title}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Suspense fallback={<Loading />}>
        <Timeline messageId={messageId} />
      </Suspense>
    </Drawer>
  );
}
