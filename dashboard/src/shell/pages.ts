/** The pages of the navigation, in their order. */

import {
  IconAddressBook,
  IconChartBar,
  IconGauge,
  IconInbox,
  IconListCheck,
  IconPlugConnected,
  IconRobot,
  IconSettings,
  IconSpeakerphone,
  IconTemplate,
  type TablerIcon,
} from "@tabler/icons-react";

import { shell } from "@/words";

export interface PageLink {
  to: string;
  label: string;
  icon: TablerIcon;
  /** Shows how much is unread. */
  badge?: boolean;
}

export const PAGES: readonly PageLink[] = [
  { to: "/inbox", label: shell.inbox, icon: IconInbox, badge: true },
  { to: "/contacts", label: shell.contacts, icon: IconAddressBook },
  { to: "/campaigns", label: shell.campaigns, icon: IconSpeakerphone },
  { to: "/agents", label: shell.agents, icon: IconRobot },
  { to: "/templates", label: shell.templates, icon: IconTemplate },
  { to: "/channels", label: shell.channels, icon: IconPlugConnected },
  { to: "/analytics", label: shell.analytics, icon: IconChartBar },
  { to: "/usage", label: shell.usage, icon: IconGauge },
  { to: "/jobs", label: shell.jobs, icon: IconListCheck },
  { to: "/settings", label: shell.settings, icon: IconSettings },
];
