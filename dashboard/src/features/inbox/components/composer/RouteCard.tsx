/** How the reply leaves: through which channel, why, until when, and what it costs of the plan. */

import { useEffect } from "react";

import { Button, Menu, Text } from "@mantine/core";
import { IconArrowForwardUp, IconChevronDown, IconClockHour4, IconRoute, IconTicket } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";

import { useUsage } from "@/session/usage";
import { inbox } from "@/words";

import { count, timeLeft } from "../../format";
import { inboxKeys, type Route } from "../../queries";
import type { Routing } from "../../routing";
import { ChannelIcon } from "../ChannelIcon";
import { useNow } from "@/components/useNow";
import classes from "./composer.module.css";

const words = inbox.route;
const SECOND_MS = 1000;
const HURRY_MS = 3_600_000;
/** From this share of the plan on, the quota is told in colour. */
const NEARLY = 0.9;

interface RouteCardProps {
  route: Route;
  routing: Routing;
  conversationId: string;
}

export function RouteCard({ route, routing, conversationId }: RouteCardProps) {
  return (
    <div className={classes.route} role="group" aria-label={words.label}>
      <span className={classes.fact}>
        <ChannelIcon provider={route.provider} />
        <Text span fw={600} size="xs">
          {words.through(route.channel_name)}
        </Text>
        {route.provider === "whatsapp" && /^\d+$/.test(route.address) && (
          <Text span size="xs" c="dimmed">
            +{route.address}
          </Text>
        )}
      </span>
      {(routing.others.length > 0 || routing.chosen !== null) && <OtherChannel routing={routing} />}
      <span className={classes.fact}>
        <IconArrowForwardUp size={14} aria-hidden />
        {words.reasons[route.reason]}
      </span>
      {routing.isRefused && (
        <span className={classes.fact} data-urgent role="alert">
          {words.chosenRefused}
        </span>
      )}
      <Window key={route.window_expires_at} route={route} conversationId={conversationId} />
      <Quota />
    </div>
  );
}

/** The other channels on which the contact can be reached. */
function OtherChannel({ routing: { others, chosen, isLoading, choose } }: { routing: Routing }) {
  return (
    <Menu position="top-start" withinPortal>
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          loading={isLoading}
          rightSection={<IconChevronDown size={12} aria-hidden />}
        >
          {words.change}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.other}</Menu.Label>
        {others.map(({ id, name, provider, address }) => (
          <Menu.Item key={id} leftSection={<ChannelIcon provider={provider} />} onClick={() => choose(id)}>
            {words.otherOn(name, address)}
          </Menu.Item>
        ))}
        {chosen !== null && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconRoute size={16} aria-hidden />} onClick={() => choose(null)}>
              {words.automatic}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Window({ route, conversationId }: { route: Route; conversationId: string }) {
  const client = useQueryClient();
  const now = useNow(SECOND_MS);
  const expires = route.window_expires_at;
  const leftMs = expires ? Date.parse(expires) - now.getTime() : null;
  const isOver = leftMs !== null && leftMs <= 0 && !route.needs_template;
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: inboxKeys.conversation(conversationId) });
  }, [client, conversationId, isOver]);
  const text = route.needs_template
    ? expires
      ? words.closed
      : words.never
    : leftMs === null
      ? words.noLimit
      : words.leftOf(timeLeft(leftMs));
  const isUrgent = route.needs_template || (leftMs !== null && leftMs < HURRY_MS);
  return (
    <span className={classes.fact} data-urgent={isUrgent || undefined} role="timer">
      <IconClockHour4 size={14} aria-hidden />
      {text}
    </span>
  );
}

function Quota() {
  const { data } = useUsage();
  const metric = data?.metrics.messages_out;
  if (!metric) return null;
  const { used, limit } = metric;
  const told = limit === null ? words.quotaOpen(count(used)) : words.quota(count(used), count(limit));
  const isOver = limit !== null && used >= limit;
  const isNear = limit !== null && used >= limit * NEARLY;
  return (
    <span className={classes.fact} data-urgent={isNear || undefined}>
      <IconTicket size={14} aria-hidden />
      {words.cost} · {told}
      {isOver ? ` · ${words.quotaOver}` : isNear && ` · ${words.quotaNear}`}
    </span>
  );
}
