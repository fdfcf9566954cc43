import classes from "./bars.module.css";
import { DataTable } from "./data-table";

export interface Bar {
  /** Names it in the table, where no two are alike. */
  name: string;
  /** Under the bar; most bars of a long row have none. */
  label: string;
  /** Height, 0 to 1; null where there is nothing to tell. */
  share: number | null;
  cells: readonly string[];
}

interface BarsProps {
  caption: string;
  /** Heads of the table: of the name, then of each cell. */
  head: readonly string[];
  bars: readonly Bar[];
}

/** Columns side by side, and the table they are drawn from. */
export function Bars({ caption, head, bars }: BarsProps) {
  return (
    <>
      <div className={classes.bars} role="img" aria-label={`${caption}; the table has the numbers`}>
        {bars.map(({ name, label, share, cells }) => (
          <div key={name} className={classes.bar} title={[name, ...cells].join(", ")}>
            <div className={classes.column}>
              {share !== null && share > 0 && (
                <div className={classes.fill} style={{ height: `${Math.min(1, share) * 100}%` }} />
              )}
            </div>
            <span className={classes.label}>{label}</span>
          </div>
        ))}
      </div>
      <DataTable
        caption={caption}
        head={head}
        rows={bars.map(({ name, cells }) => [name, ...cells])}
      />
    </>
  );
}
