/** Warns when the month has used up most of what the plan allows, or all of it. */

import { Alert, Anchor, CloseButton, Group, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconGauge } from "@tabler/icons-react";
import { Link } from "react-router";

import { count, percent } from "@/components/format";
import { useTenant } from "@/session/tenant";
import { limitedOf, useUsage } from "@/session/usage";
import { usage } from "@/words";

const words = usage.banner;

export function QuotaBanner() {
  const { id } = useTenant();
  const { data } = useUsage();
  const [hidden, hide] = useLocalStorage({ key: `whatsdex.quota-hidden.${id}`, defaultValue: "" });
  const fullest = data && limitedOf(data).find(({ level }) => level > 0);
  if (!fullest) return null;
  const { name, used, limit, level } = fullest;
  const isReached = level === 100;
  const which = `${data.period} ${name}`;
  if (!isReached && hidden === which) return null;
  const what = usage.metrics[name] ?? name;
  return (
    <Alert color={isReached ? "red" : "yellow"} variant="light" radius={0} py="xs" role="status" icon={<IconGauge aria-hidden />}>
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="sm">
          {isReached ? words.reached(what, count(limit)) : words.near(what, percent(used, limit), count(used), count(limit))}{" "}
          <Anchor component={Link} to="/usage" size="sm" underline="always">
            {words.open}
          </Anchor>
        </Text>
        {!isReached && <CloseButton size="sm" aria-label={words.dismiss} onClick={() => hide(which)} />}
      </Group>
    </Alert>
  );
}
