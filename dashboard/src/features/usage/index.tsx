/** The usage page: what the month has used of the plan, where that is heading, and what else is counted. */

import { Alert, Anchor, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { bytes, count, dateTime, money, percent } from "@/components/format";
import { Page } from "@/components/Page";
import { QuotaBar } from "@/components/QuotaBar";
import { ErrorState, Loading } from "@/components/states";
import { toWall } from "@/components/zoned";
import { limitedOf, useUsage } from "@/session/usage";
import { common, usage as words } from "@/words";

import { Pace } from "./components/Pace";
import { UsageTabs } from "./components/Tabs";
import { monthName } from "./months";
import classes from "./usage.module.css";

type Usage = Schemas["CurrentUsage"];

export function Component() {
  const { data, error, refetch } = useUsage();
  const lead = data && words.lead(monthName(data.period), data.time_zone);
  return (
    <Page title={words.title} lead={lead}>
      <UsageTabs />
      {data ? <Shown usage={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}

function Shown({ usage }: { usage: Usage }) {
  const limited = limitedOf(usage);
  const rest = Object.entries(usage.metrics).filter(([, { limit }]) => limit === null);
  return (
    <Stack gap="md">
      {limited.map(({ name, ...metric }) => (
        <Quota key={name} name={name} metric={metric} usage={usage} />
      ))}
      <Pace usage={usage} />
      <section aria-labelledby="usage-rest">
        <Title order={2} size="h4" mb="sm" id="usage-rest">
          {words.rest}
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
          {rest.map(([name, { used, projected }]) => (
            <Paper key={name} withBorder p="md">
              <Text size="sm" c="dimmed">
                {words.metrics[name] ?? name}
              </Text>
              <Text className={classes.number}>{formatOf(name)(used)}</Text>
              {projected !== null && used > 0 && (
                <Text size="xs" c="dimmed">
                  {words.projected(formatOf(name)(projected), lastDay(usage))}
                </Text>
              )}
            </Paper>
          ))}
        </SimpleGrid>
      </section>
      <Anchor component={Link} to="/analytics?range=month" size="sm">
        {words.analytics}
      </Anchor>
    </Stack>
  );
}

function Quota({ name, metric, usage }: { name: string; metric: Schemas["Metric"] & { limit: number }; usage: Usage }) {
  const { used, limit, projected, level } = metric;
  const [format, day] = [formatOf(name), lastDay(usage)];
  const plan = common.plans[usage.plan as keyof typeof common.plans];
  const label = words.metrics[name] ?? name;
  const given = usage.warnings.filter((warning) => warning.metric === name);
  return (
    <Paper withBorder p="lg" component="section" aria-label={label}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {label}
        </Title>
        <div className={classes.quota}>
          <Text span className={classes.large}>
            {format(used)}
          </Text>
          <Text span c="dimmed">
            {words.ofPlan(format(limit), plan)}
          </Text>
          <Text span fw={600} className={classes.share}>
            {percent(used, limit)}
          </Text>
        </div>
        <QuotaBar label={label} text={words.of(format(used), format(limit))} used={used} limit={limit} projected={projected} level={level} />
        <div className={classes.quota}>
          <Text size="sm">{words.left(format(Math.max(limit - used, 0)), day)}</Text>
          <Text size="sm" c="dimmed" className={classes.share}>
            {projected === null ? words.tooEarly : words.projectedShare(format(projected), day, percent(projected, limit))}
          </Text>
        </div>
        {level < 100 && projected !== null && projected > limit && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
            {words.over(day)}
          </Alert>
        )}
        {given.map((warning) => (
          <Text key={warning.level} size="sm" c="dimmed">
            {words.reached(warning.level, dateTime(warning.at, usage.time_zone))}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}

function formatOf(name: string): (value: number) => string {
  if (name.endsWith("_bytes")) return bytes;
  return name.endsWith("_micro_usd") ? money : count;
}

/** The month's last day, as people write it. */
function lastDay({ ends_at: end, time_zone: zone }: Usage): string {
  const day = toWall(new Date(Date.parse(end) - 1), zone).slice(0, 10);
  return new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));
}
