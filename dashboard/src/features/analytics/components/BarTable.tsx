/** Rows with a bar behind each name: a chart that is a table. */

import { VisuallyHidden } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";

import classes from "./analytics.module.css";

export interface Bar {
  id: string;
  name: string;
  /** How long the bar is. */
  value: number;
  color: string;
  /** What stands beside it, a cell each. */
  cells: readonly ReactNode[];
}

interface BarTableProps {
  label: string;
  /** Over the names. */
  head: string;
  /** Over the cells. */
  columns: readonly string[];
  bars: readonly Bar[];
}

export function BarTable({ label, head, columns, bars }: BarTableProps) {
  const most = Math.max(...bars.map(({ value }) => value), 1);
  return (
    <table className={classes.bars} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>{head}</VisuallyHidden>
          </th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bars.map(({ id, name, value, color, cells }) => (
          <tr key={id}>
            <th scope="row" className={classes.name}>
              <span className={classes.bar} style={{ width: `${(value / most) * 100}%`, "--bar-color": color } as CSSProperties} />
              <span className={classes.label}>{name}</span>
            </th>
            {cells.map((cell, index) => (
              <td key={columns[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
