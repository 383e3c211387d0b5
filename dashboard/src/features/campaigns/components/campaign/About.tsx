/** What was said about the campaign when it was made. */

import { Anchor, List, SimpleGrid, Text } from "@mantine/core";
import { Link } from "react-router";

import { count, dateTime, percent } from "@/components/format";
import { MarkupText } from "@/components/phone/MarkupText";
import { Fact, Section } from "@/components/Section";
import { campaigns } from "@/words";

import { countRules } from "../../audience";
import { useAudience } from "../../audienceQueries";
import { type Campaign, useChannels, useTemplate } from "../../queries";

const words = campaigns.page;
const WEEK = 7;

export function About({ campaign, zone }: { campaign: Campaign; zone: string }) {
  const { data: channels = [] } = useChannels();
  const names = campaign.channels.map((id) => channels.find((channel) => channel.id === id)?.name ?? id);
  const { created_at: created, created_by: author, launched_at: launched, launched_by: launcher } = campaign;
  const { started_at: started, finished_at: finished } = campaign;
  return (
    <Section title={words.about}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Fact label={words.audience}>
          <Audience audience={campaign.audience} />
          {campaign.marketing && (
            <Text span size="sm" display="block">
              {words.marketing}
            </Text>
          )}
        </Fact>
        <Fact label={words.channels}>{names.join(", ") || "–"}</Fact>
        <Fact label={words.message}>
          <Message content={campaign.content} />
        </Fact>
        <Fact label={words.timing}>
          <List size="sm" listStyleType="none">
            {timingOf(campaign, zone).map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </Fact>
        <Fact label={campaigns.filter}>
          <List size="sm" listStyleType="none">
            {created && <List.Item>{[campaigns.createdAt(dateTime(created, zone)), author && campaigns.by(author)].filter(Boolean).join(" ")}</List.Item>}
            {launched && <List.Item>{[launcher && words.launchedBy(launcher), dateTime(launched, zone)].filter(Boolean).join(", ")}</List.Item>}
            {started && <List.Item>{campaigns.startedAt(dateTime(started, zone))}</List.Item>}
            {finished && <List.Item>{campaigns.finishedAt(dateTime(finished, zone))}</List.Item>}
          </List>
        </Fact>
      </SimpleGrid>
    </Section>
  );
}

function Audience({ audience }: { audience: Campaign["audience"] }) {
  const { data } = useAudience(audience?.audience_id);
  if (!audience) return "–";
  if (audience.audience_id) return data?.name ?? campaigns.audience.kinds.saved;
  if (audience.contact_ids) return campaigns.audience.people(audience.contact_ids.length);
  return words.byFilter(countRules(audience.filter ?? {}));
}

function Message({ content }: { content: Campaign["content"] }) {
  const { data } = useTemplate(content?.template_id);
  if (!content) return "–";
  const more = content.variants?.length ?? 0;
  return (
    <>
      {content.template_id ? (
        <Anchor component={Link} to={`/templates/${content.template_id}`} inherit>
          {data ? `${data.name} (${data.language})` : words.template}
        </Anchor>
      ) : (
        <span style={{ whiteSpace: "pre-wrap" }}>
          <MarkupText text={content.text ?? ""} />
        </span>
      )}
      {more > 0 && (
        <Text span size="sm" display="block" c="dimmed">
          {campaigns.message.variants}: {count(more + 1)}
        </Text>
      )}
    </>
  );
}

function timingOf({ timing, failure_threshold: threshold }: Campaign, zone: string): string[] {
  const { starts_at: startsAt, hours, per_minute: pace } = timing;
  const days = hours?.days ?? [];
  const named = days.length === WEEK ? words.everyDay : days.map((day) => campaigns.schedule.dayNames[day]).join(", ");
  const whose = hours?.zone === "contact" ? words.zoneContact : words.zoneTenant(zone);
  return [
    startsAt ? `${campaigns.startsAt(dateTime(startsAt, zone))} (${zone})` : campaigns.schedule.now,
    hours ? `${words.hours(named, hours.start, hours.end)} ${whose}` : "",
    pace ? words.pace(count(pace)) : "",
    words.threshold(percent(threshold, 1)),
  ].filter(Boolean);
}
