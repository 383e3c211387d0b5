/** What each plan includes, the workspace's own marked, with how much of it is in use. */

import { Badge, Table, Text } from "@mantine/core";

import type { Schemas } from "@/api/client";
import { count } from "@/components/format";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { useUsage } from "@/session/usage";
import { common, settings } from "@/words";

import { rowsOf } from "../plans";
import { usePlans } from "../queries";

const words = settings.plans;

export function Plans() {
  const { data, error, refetch } = usePlans();
  return (
    <Section title={settings.plan}>
      {data ? (
        <Comparison plans={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height={240} />
      )}
    </Section>
  );
}

function Comparison({ plans }: { plans: Schemas["PlanList"] }) {
  const { data: usage } = useUsage();
  const rows = rowsOf(plans, usage?.metrics.messages_out?.used);
  return (
    <>
      <Text size="sm" c="dimmed">
        {words.lead(common.plans[plans.current])}
      </Text>
      {/* What scrolls must be reachable by the keyboard. */}
      <div role="group" aria-label={words.table} tabIndex={0} style={{ overflowX: "auto" }}>
        <Table aria-label={words.table} fz={{ base: "xs", sm: "sm" }} horizontalSpacing={6} verticalSpacing={6} tabularNums>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.what}</Table.Th>
              {plans.items.map(({ plan }) => (
                <Table.Th key={plan} scope="col" ta="right" aria-current={plan === plans.current ? "true" : undefined}>
                  {common.plans[plan]}{" "}
                  {plan === plans.current && (
                    <Badge size="sm" variant="default">
                      {words.yours}
                    </Badge>
                  )}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ label, used, cells }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500}>
                  {label}
                  {used && (
                    <Text size="xs" c="dimmed" fw={400}>
                      {used}
                    </Text>
                  )}
                </Table.Th>
                {cells.map((cell, at) => {
                  const isOwn = plans.items[at]?.plan === plans.current;
                  return (
                    <Table.Td key={plans.items[at]?.plan} ta="right" fw={isOwn ? 600 : undefined}>
                      {typeof cell === "number" ? count(cell) : cell ? words.yes : words.no}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}
