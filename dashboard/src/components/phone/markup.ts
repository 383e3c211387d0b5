/** How WhatsApp reads its marks in a text: *bold*, _italic_, ~struck~ and ```as it stands```. */

export type Style = "bold" | "italic" | "strike" | "mono" | "variable";

export interface Piece {
  style: Style | null;
  text: string;
  /** What stands within, for the styles that hold others. */
  children: Piece[];
}

const STYLES: Record<string, Style> = { "*": "bold", _: "italic", "~": "strike" };
const MONO = /```([\s\S]+?)```/;
const VARIABLE = /\{\{\s*[A-Za-z0-9_]+\s*\}\}/;
// A mark counts at the edge of words only, and not with a space on its inner side; a line ends every style.
const MARKED = /(?<![\p{L}\p{N}*_~])([*_~])(?!\s)((?:(?!\1)[^\n])*?[^\s\n])\1(?![\p{L}\p{N}])/u;

/** A text in pieces, in their order; together they hold every character but the marks. */
export function parseMarkup(text: string): Piece[] {
  // Variables come first, so that the underscore of one is no mark.
  return splitBy(text, MONO, (found) => ({ style: "mono", text: found[1] ?? "", children: [] }), withVariables);
}

function withVariables(text: string): Piece[] {
  const names: string[] = [];
  const masked = text.replace(new RegExp(VARIABLE, "g"), (name) => `\uE000${names.push(name) - 1}\uE001`);
  return unmask(marked(masked), names);
}

function marked(text: string): Piece[] {
  return splitBy(
    text,
    MARKED,
    ([, mark = "", inner = ""]) => ({ style: STYLES[mark] ?? null, text: inner, children: marked(inner) }),
    plain,
  );
}

function unmask(pieces: Piece[], names: readonly string[]): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.children.length > 0) return [{ ...piece, children: unmask(piece.children, names) }];
    return splitBy(
      piece.text,
      /\uE000(\d+)\uE001/,
      (found) => ({ style: "variable", text: names[Number(found[1])] ?? "", children: [] }),
      (text) => [{ ...piece, text }],
    );
  });
}

function plain(text: string): Piece[] {
  return text === "" ? [] : [{ style: null, text, children: [] }];
}

/** Makes pieces of what the pattern finds, and of what stands between. */
function splitBy(
  text: string,
  pattern: RegExp,
  make: (found: RegExpExecArray) => Piece,
  between: (text: string) => Piece[],
): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let found = pattern.exec(rest); found; found = pattern.exec(rest)) {
    if (found.index > 0) pieces.push(...between(rest.slice(0, found.index)));
    pieces.push(make(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return rest === "" ? pieces : [...pieces, ...between(rest)];
}
