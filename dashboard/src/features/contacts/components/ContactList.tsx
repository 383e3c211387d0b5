/** The contacts, of which only those in sight are in the page; more are loaded as one scrolls. */

import { Avatar, Badge, Button, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAddressBook, IconFileImport, IconPlugConnected, IconUserSearch } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Link } from "react-router";

import { count, dayOf } from "@/components/format";
import { ProviderIcon } from "@/components/ProviderIcon";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import type { AudienceFilter } from "@/features/campaigns/audience";
import { useMay } from "@/session/tenant";
import { contacts as words } from "@/words";

import { refuses } from "../consent";
import classes from "../contacts.module.css";
import { type Contact, useContactList } from "../queries";

const ROW_PX = 64;
/** On a phone the address and the tags have lines of their own. */
const FOLDED_PX = 84;
const ROWS_AHEAD = 10;
const MOST_TAGS = 3;

interface ContactListProps {
  q: string;
  filter: AudienceFilter | undefined;
  isNarrowed: boolean;
  onClear: () => void;
}

export function ContactList({ q, filter, isNarrowed, onClear }: ContactListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = useContactList(q, filter);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const found = data.pages.flatMap((page) => page.items);
  const more = hasNextPage && !isFetchNextPageError;
  if (found.length === 0 && !hasNextPage) return isNarrowed ? <NobodyFits onClear={onClear} /> : <Nobody />;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {words.shown(count(found.length), hasNextPage)}
      </Text>
      <Rows found={found} more={more && !isFetchingNextPage} load={() => void fetchNextPage()} />
      {isFetchingNextPage && (
        <Group justify="center" p="sm">
          <Loader size="xs" role="status" aria-label={words.more} />
        </Group>
      )}
      {isFetchNextPageError && <ErrorState error={error} onRetry={() => void fetchNextPage()} />}
    </Stack>
  );
}

function Rows({ found, more, load }: { found: Contact[]; more: boolean; load: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const isFolded = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const virtualizer = useWindowVirtualizer({
    count: found.length,
    estimateSize: () => (isFolded ? FOLDED_PX : ROW_PX),
    getItemKey: (at) => found[at]?.id ?? at,
    overscan: 24,
    scrollMargin: top,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, isFolded]);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const isNearEnd = last >= found.length - ROWS_AHEAD;
  useEffect(() => {
    if (more && isNearEnd) load();
  });
  return (
    <Paper withBorder ref={list} component="section" aria-label={words.list} style={{ overflow: "hidden" }}>
      <ul className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ key, index, start, size }) => {
          const contact = found[index];
          if (!contact) return null;
          const place = { height: size, transform: `translateY(${start - top}px)` };
          return (
            <li key={key} className={classes.row} style={place} aria-setsize={more ? -1 : found.length} aria-posinset={index + 1}>
              <Row contact={contact} />
            </li>
          );
        })}
      </ul>
    </Paper>
  );
}

function Row({ contact }: { contact: Contact }) {
  const { id, name, username, tags, opt_outs: wishes, address, last_heard_at: heardAt } = contact;
  const shown = [name, username].find(Boolean) ?? words.unnamed;
  const refused = refuses(wishes);
  return (
    <Link to={`/contacts/${id}`} className={classes.link}>
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Avatar size={34} radius="xl" color="brand" alt="">
          {shown.slice(0, 1).toUpperCase()}
        </Avatar>
        <Stack gap={0} miw={0}>
          <Text size="sm" fw={600} truncate>
            {shown}
          </Text>
          {username && username !== shown && (
            <Text size="xs" c="dimmed" truncate>
              @{username}
            </Text>
          )}
        </Stack>
      </Group>
      <div className={classes.address}>
        {address && (
          <>
            <ProviderIcon provider={address.provider} />
            <Text size="sm" c="dimmed" truncate>
              {address.address}
            </Text>
          </>
        )}
      </div>
      <div className={classes.tags}>
        {tags.slice(0, MOST_TAGS).map((tag) => (
          <Badge key={tag} variant="default" size="sm" maw={120} tt="none">
            {tag}
          </Badge>
        ))}
        {tags.length > MOST_TAGS && (
          <Text size="xs" c="dimmed">
            {words.moreTags(tags.length - MOST_TAGS)}
          </Text>
        )}
      </div>
      <span className={classes.refused}>
        {refused && (
          <Badge variant="light" color="orange" size="sm" tt="none">
            {words.refuses[refused]}
          </Badge>
        )}
      </span>
      <Text size="sm" c="dimmed" className={classes.heard}>
        {heardAt ? words.wrote(dayOf(heardAt)) : words.neverWrote}
      </Text>
    </Link>
  );
}

function NobodyFits({ onClear }: { onClear: () => void }) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      {words.clear}
    </Button>
  );
  return (
    <EmptyState icon={IconUserSearch} title={words.noneTitle} action={clear}>
      {words.none}
    </EmptyState>
  );
}

function Nobody() {
  const mayImport = useMay("agent");
  const mayConnect = useMay("admin");
  const actions = mayImport && (
    <Group gap="xs" justify="center">
      <Button component={Link} to="/contacts/import" leftSection={<IconFileImport size={18} aria-hidden />}>
        {words.import}
      </Button>
      {mayConnect && (
        <Button component={Link} to="/channels?connect" variant="default" leftSection={<IconPlugConnected size={18} aria-hidden />}>
          {words.connect}
        </Button>
      )}
    </Group>
  );
  return (
    <EmptyState icon={IconAddressBook} title={words.emptyTitle} action={actions}>
      {mayImport ? words.empty : words.emptyViewer}
    </EmptyState>
  );
}
