/** Inserts a variable: one that the template has, one that contacts have, or another. */

import { InsertVariable } from "@/components/InsertVariable";
import { templates } from "@/words";

import { type Draft, nextVariable, variablesOf } from "../draft";

interface VariableMenuProps {
  draft: Draft;
  isIcon?: boolean;
  onInsert: (name: string) => void;
}

export function VariableMenu({ draft, ...rest }: VariableMenuProps) {
  const used = variablesOf(draft);
  const isNumbered = used.some((name) => /^\d+$/.test(name));
  const known = Object.keys(templates.editor.known);
  return <InsertVariable names={isNumbered ? [...used, nextVariable(draft)] : [...new Set([...known, ...used])]} {...rest} />;
}
