/** Picks one contact by name or address. */

import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

export interface PickedContact {
  id: string;
  name: string;
}

interface ContactSelectProps {
  label: string;
  description?: string;
  placeholder: string;
  /** What is said where nobody fits. */
  none: string;
  /** What somebody without a name is called. */
  unnamed: string;
  picked: PickedContact | null;
  onPick: (contact: PickedContact | null) => void;
}

const TYPING_MS = 300;
const LONGEST = 64;

export function ContactSelect({ none, unnamed, picked, onPick, ...field }: ContactSelectProps) {
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [q] = useDebouncedValue(typed === picked?.name ? "" : typed.trim().slice(0, LONGEST), TYPING_MS);
  const api = useApi();
  const { data = [] } = useQuery({
    queryKey: [...keys.contacts, "pick", q],
    queryFn: async ({ signal }) => (await answer(api.GET("/api/contacts", { params: { query: { q, limit: 10 } }, signal }))).items,
    enabled: isOpen,
    placeholderData: (before) => before,
  });
  const found = data.map(({ id, name, username }) => ({ id, name: name || username || unnamed }));
  const all = picked && !found.some(({ id }) => id === picked.id) ? [picked, ...found] : found;
  return (
    <Select
      {...field}
      searchable
      clearable
      nothingFoundMessage={none}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpen(true)}
      value={picked?.id ?? null}
      onChange={(id) => onPick(all.find((one) => one.id === id) ?? null)}
    />
  );
}
