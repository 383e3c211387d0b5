/** Makes variants of a text with AI, and lets a person approve them. */

import { Alert, Box, Button, Group, Modal, NumberInput, Paper, Select, Stack, Switch, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAlertTriangle, IconInfoCircle, IconSparkles } from "@tabler/icons-react";
import { useEffect, useState } from "react";

import { sentence } from "@/api/problem";
import { count as counted } from "@/components/format";
import { MarkupText } from "@/components/phone/MarkupText";
import { Loading } from "@/components/states";
import { common, spin as words } from "@/words";

import classes from "./spin.module.css";
import type { SpinProps } from "./SpinButton";
import { useSpin } from "./useSpin";
import { VariantCard } from "./VariantCard";

const FEWEST = 2;
const MOST = 10;
const USUAL = 4;

export function SpinDialog(props: SpinProps & { onClose: () => void }) {
  const { text, kind, most = MOST, onApprove, onClose } = props;
  const isSmall = useMediaQuery("(max-width: 48em)");
  const [count, setCount] = useState(USUAL);
  const [tone, setTone] = useState("");
  const [showChanges, setShowChanges] = useState(true);
  const [isSaving, setSaving] = useState(false);
  const { ask, candidates, approved, approve, edit, stop } = useSpin(props);
  useEffect(() => stop, []); // eslint-disable-line react-hooks/exhaustive-deps -- leaving ends the call, nothing else
  const use = async () => {
    setSaving(true);
    try {
      await onApprove(approved);
      onClose();
    } finally {
      setSaving(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={words.title} size="64rem" fullScreen={isSmall} closeButtonProps={{ "aria-label": common.close }}>
      <Stack gap="md">
        <Text size="sm">{words.lead}</Text>
        <Alert color="blue" variant="light" icon={<IconInfoCircle aria-hidden />} classNames={{ message: classes.note }}>
          {words.fixed[kind]}
        </Alert>
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={words.count}
            w={110}
            min={FEWEST}
            max={MOST}
            clampBehavior="strict"
            allowDecimal={false}
            value={count}
            onChange={(value) => setCount(Number(value) || FEWEST)}
          />
          <Select
            label={words.tone}
            w={180}
            allowDeselect={false}
            data={Object.entries(words.tones).map(([value, label]) => ({ value, label }))}
            value={tone}
            onChange={(value) => setTone(value ?? "")}
          />
          <Button
            leftSection={<IconSparkles size={18} aria-hidden />}
            variant={candidates.length > 0 ? "default" : "filled"}
            loading={ask.isPending}
            onClick={() => ask.mutate({ count, tone })}
          >
            {candidates.length > 0 ? words.again : words.start}
          </Button>
        </Group>
        {ask.isError && (
          <Alert role="alert" color="red" variant="light" title={words.failedTitle} icon={<IconAlertTriangle aria-hidden />}>
            {sentence(ask.error)}
          </Alert>
        )}
        <div className={classes.columns}>
          <Box className={classes.original}>
            <Text component="h3" fw={600} mb="xs">
              {words.original}
            </Text>
            <Paper withBorder p="sm" className={classes.text}>
              <MarkupText text={text} />
            </Paper>
          </Box>
          {(ask.isPending || candidates.length > 0) && (
            <Stack gap="sm" component="section" aria-label={words.variants}>
              <Group justify="space-between">
                <Text component="h3" fw={600}>
                  {words.variants}
                </Text>
                {candidates.length > 0 && (
                  <Switch
                    size="sm"
                    label={words.showChanges}
                    checked={showChanges}
                    onChange={(event) => setShowChanges(event.currentTarget.checked)}
                  />
                )}
              </Group>
              {ask.isPending ? (
                <div>
                  <Loading label={words.working} height={100} />
                  <Text size="sm" c="dimmed" ta="center">
                    {words.working}
                  </Text>
                </div>
              ) : (
                candidates.map((candidate, place) => (
                  <VariantCard
                    key={place}
                    number={place + 1}
                    original={text}
                    candidate={candidate}
                    showChanges={showChanges}
                    isFull={approved.length >= most}
                    onApprove={(isApproved) => approve(place, isApproved)}
                    onEdit={(edited) => edit(place, edited)}
                  />
                ))
              )}
              {!ask.isPending && candidates.every(({ faults }) => faults.length > 0) && (
                <Text size="sm">{words.noneUsable}</Text>
              )}
              {!ask.isPending && ask.data && (
                <Text size="sm" c="dimmed">
                  {[ask.data.note, words.cost(counted(ask.data.usage.input_tokens + ask.data.usage.output_tokens))].filter(Boolean).join(" · ")}
                </Text>
              )}
            </Stack>
          )}
        </div>
        <Group justify="flex-end" className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={approved.length === 0} loading={isSaving} onClick={() => void use()}>
            {approved.length === 0 ? words.useNone : words.use(approved.length)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
