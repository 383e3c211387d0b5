/** What the agent may do besides answering. */

import { Checkbox, Stack, Switch } from "@mantine/core";

import { Section } from "@/components/Section";
import { agents, common } from "@/words";

import { TOOLS } from "../../draft";
import { useWorkspace } from "../../queries";
import type { PartProps } from "./Editor";

const words = agents.abilities;

export function Abilities({ draft, faultAt, change }: PartProps) {
  const { data: workspace } = useWorkspace();
  const lacksMedia = workspace !== undefined && !workspace.limits.transcripts;
  return (
    <Section title={words.title}>
      <Checkbox.Group
        aria-label={words.title}
        error={faultAt("/tools")}
        value={draft.tools}
        onChange={(next) => change({ tools: next })}
      >
        <Stack gap="xs">
          {TOOLS.map((tool) => (
            <Checkbox key={tool} value={tool} label={words.tools[tool].label} description={words.tools[tool].hint} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Switch
        label={words.learns}
        description={words.learnsHint}
        checked={draft.learns}
        onChange={(event) => change({ learns: event.currentTarget.checked })}
      />
      <Switch
        label={words.media}
        description={lacksMedia ? words.mediaPlan(common.plans[workspace.plan]) : words.mediaHint}
        disabled={lacksMedia}
        checked={draft.reads_media && !lacksMedia}
        onChange={(event) => change({ reads_media: event.currentTarget.checked })}
      />
    </Section>
  );
}
