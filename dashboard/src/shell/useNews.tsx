/** Tells of new messages on the pages that are not the inbox, and keeps the badge current there. */

import { Anchor, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useLocation, useNavigate } from "react-router";

import { keys } from "@/api/queries";
import { type Document, type Listener, whenLoaded } from "@/live/loading";
import { useTenant } from "@/session/tenant";
import { shell } from "@/words";

import { newestHeard, newestMs, type News } from "./news";

/** Of so many conversations a change is noticed. */
const MOST = 5;
const BADGE_MS = 500;

export function useNews(): void {
  const client = useQueryClient();
  const { id: tenantId } = useTenant();
  const navigate = useNavigate();
  // The inbox listens itself, and shows what comes.
  const isElsewhere = useLocation().pathname.split("/")[1] !== "inbox";
  const tell = useEffectEvent((news: News) => show(news, () => void navigate(`/inbox/${news.id}`)));
  useEffect(() => {
    if (!isElsewhere) return;
    let badge: number | undefined;
    let told = 0;
    const count = () => void client.invalidateQueries({ queryKey: keys.unread });
    const listener: Listener = {
      onChange: (documents: Document[], isFirst) => {
        const news = isFirst ? null : newestHeard(documents, told);
        told = Math.max(told, newestMs(documents));
        if (isFirst) return;
        if (news) tell(news);
        window.clearTimeout(badge);
        badge = window.setTimeout(count, BADGE_MS);
      },
      onBack: count,
    };
    const stop = whenLoaded((listening) => listening.listenToConversations(tenantId, listener, MOST));
    return () => {
      stop();
      window.clearTimeout(badge);
    };
  }, [client, tenantId, isElsewhere]);
}

function show({ id, name, text }: News, open: () => void): void {
  const place = `news-${id}`;
  // The newest of a conversation takes the place of the one before.
  notifications.hide(place);
  notifications.show({
    id: place,
    title: shell.newsFrom(name || shell.newsUnknown),
    message: (
      <>
        <Text size="sm" lineClamp={2}>
          {text || shell.newsNoText}
        </Text>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            notifications.hide(place);
            open();
          }}
        >
          {shell.newsOpen}
        </Anchor>
      </>
    ),
  });
}
