/** Words of the channels page. */

export const channels = {
  title: "Channels",
  lead: "The accounts through which customers reach you.",
  connect: "Connect a channel",
} as const;
