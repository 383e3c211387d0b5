/** Picks one contact by name or address. */

import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { campaigns } from "@/words";

import { useContacts } from "../../queries";

export interface PickedContact {
  id: string;
  name: string;
}

interface ContactPickerProps {
  label: string;
  placeholder: string;
  picked: PickedContact | null;
  onPick: (contact: PickedContact | null) => void;
}

const TYPING_MS = 300;

export function ContactPicker({ label, placeholder, picked, onPick }: ContactPickerProps) {
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [q] = useDebouncedValue(typed === picked?.name ? "" : typed.trim(), TYPING_MS);
  const { data = [] } = useContacts(q.slice(0, 64), isOpen);
  const found = data.map(({ id, name, username }) => ({ id, name: nameOf(name, username) }));
  const all = picked && !found.some(({ id }) => id === picked.id) ? [picked, ...found] : found;
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      clearable
      nothingFoundMessage={campaigns.message.contactNone}
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

function nameOf(...names: string[]): string {
  return names.find(Boolean) ?? campaigns.recipients.unnamed;
}
