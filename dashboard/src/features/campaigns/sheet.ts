/** The first lines of a CSV file, read in the browser to show what the API will take its columns for. */

/** Which names of columns mean what; the API has the same table (`functions/contacts/service/sheets.py`). */
const MEANINGS: Record<string, readonly string[]> = {
  phone: ["phone", "phone number", "phonenumber", "mobile", "mobile number", "cell", "msisdn", "number", "whatsapp"],
  chat: ["chat", "chat id", "telegram", "telegram id"],
  contact_id: ["contact id", "contact", "id"],
  name: ["name", "full name"],
  language: ["language", "lang", "locale"],
  time_zone: ["time zone", "timezone", "tz"],
};
const DELIMITERS = [",", ";", "\t", "|"] as const;
const ADDRESSES = ["phone", "chat", "contact_id"];

export interface Column {
  name: string;
  /** One of the meanings, `attribute`, or empty for a column without a name. */
  meaning: string;
  /** What the first row has there. */
  sample: string;
}

/** The columns of a file, from its beginning. */
export function readColumns(beginning: string): Column[] {
  const text = beginning.replace(/^\uFEFF/, "").trimStart();
  const first = text.slice(0, text.search(/\r|\n|$/));
  const bare = first.replace(/"[^"]*"/g, "");
  const delimiter = [...DELIMITERS].sort((a, b) => bare.split(b).length - bare.split(a).length)[0] ?? ",";
  const [header = [], row = []] = rowsOf(text, delimiter, 2);
  return header.map((cell, place) => {
    const name = cell.trim().replace(/\s+/g, " ");
    const word = name.toLowerCase().replace(/[_-]/g, " ");
    const known = Object.entries(MEANINGS).find(([, words]) => words.includes(word))?.[0];
    return { name, meaning: known ?? (name ? "attribute" : ""), sample: (row[place] ?? "").trim() };
  });
}

/** Whether a file of these columns names anybody. */
export function namesSomebody(columns: readonly Column[]): boolean {
  return columns.some(({ meaning }) => ADDRESSES.includes(meaning));
}

/** The first rows of a CSV text. */
function rowsOf(text: string, delimiter: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const end = () => {
    row.push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length && rows.length < most; at++) {
    const sign = text[at] ?? "";
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at] ?? "";
      else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === delimiter) end();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[at + 1] === "\n") at++;
      end();
      rows.push(row);
      row = [];
    } else cell += sign;
  }
  if (rows.length < most && (cell !== "" || row.length > 0)) {
    end();
    rows.push(row);
  }
  return rows;
}
