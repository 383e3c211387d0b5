/** How a reply leaves: where the contact wrote last, or over a channel that the person chose instead. */

import { useState } from "react";

import { type Channel, type Detail, type Route, useChannels, useChosenRoute } from "./queries";

export interface Routing {
  /** The route of the next reply; over the chosen channel only once that is known to lead to the contact. */
  route: Route | null;
  /** The channel to insist on; null leaves it to the contact's last message. */
  chosen: string | null;
  /** The other channels that lead to the contact. */
  others: Channel[];
  isLoading: boolean;
  /** Whether the chosen channel turned out to lead nowhere, or could not be asked about. */
  isRefused: boolean;
  /** Takes a channel, or with null leaves it to the contact again. */
  choose: (channel: string | null) => void;
}

export function useRouting(detail: Detail): Routing {
  const [wanted, choose] = useState<string | null>(null);
  const { data: channels } = useChannels();
  const { data: over, isPending, isError } = useChosenRoute(detail.id, wanted);
  const route = wanted !== null && over ? over : detail.route;
  const others =
    channels?.filter(
      ({ id, status }) => status === "active" && detail.channels.includes(id) && id !== route?.channel_id,
    ) ?? [];
  return {
    route,
    chosen: wanted !== null && over ? wanted : null,
    others,
    isLoading: wanted !== null && isPending,
    isRefused: wanted !== null && (isError || over === null),
    choose,
  };
}
