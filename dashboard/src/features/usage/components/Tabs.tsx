/** The parts of usage; costs, and counting anew, are for admins. */

import { Tabs } from "@mantine/core";
import { useLocation, useNavigate } from "react-router";

import { useMay } from "@/session/tenant";
import { usage as words } from "@/words";

const MONTH = "/usage";
const COSTS = "/usage/costs";
const RECOUNT = "/usage/recount";

export function UsageTabs() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  if (!useMay("admin")) return null;
  return (
    <Tabs value={[COSTS, RECOUNT].find((path) => path === pathname) ?? MONTH} onChange={(to) => to && void navigate(to)} mb="lg">
      <Tabs.List aria-label={words.tabs.label}>
        <Tabs.Tab value={MONTH}>{words.tabs.month}</Tabs.Tab>
        <Tabs.Tab value={COSTS}>{words.tabs.costs}</Tabs.Tab>
        <Tabs.Tab value={RECOUNT}>{words.tabs.recount}</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  );
}
