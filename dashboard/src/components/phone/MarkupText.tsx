/** A text as WhatsApp shows it. */

import { Fragment, type ReactNode } from "react";

import { parseMarkup, type Piece } from "./markup";
import classes from "./phone.module.css";

export function MarkupText({ text }: { text: string }) {
  return <>{parseMarkup(text).map(shown)}</>;
}

function shown(piece: Piece, key: number): ReactNode {
  const inner = piece.children.length > 0 ? piece.children.map(shown) : piece.text;
  switch (piece.style) {
    case "bold":
      return <strong key={key}>{inner}</strong>;
    case "italic":
      return <em key={key}>{inner}</em>;
    case "strike":
      return <s key={key}>{inner}</s>;
    case "mono":
      return <code key={key}>{inner}</code>;
    case "variable":
      return (
        <span key={key} className={classes.variable}>
          {inner}
        </span>
      );
    case null:
      return <Fragment key={key}>{inner}</Fragment>;
  }
}
