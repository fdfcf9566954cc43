import classes from "./sprout.module.css";

/** The picture of the empty pages: a seedling, or a grown plant when the day is done. */
export function Sprout({ grown }: { grown: boolean }) {
  return (
    <svg
      className={classes.sprout}
      viewBox="0 0 160 120"
      width="160"
      height="120"
      aria-hidden="true"
    >
      <ellipse className={classes.ground} cx="80" cy="106" rx="58" ry="9" />
      <path
        className={classes.stem}
        d={grown ? "M80 104C79 80 82 62 80 30" : "M80 104C79 92 81 82 80 70"}
      />
      {grown && (
        <>
          <path className={classes.leaf} d="M80 52C64 52 54 42 53 27c16 0 27 9 27 25z" />
          <path className={classes.leaf} d="M80 46c0-16 10-25 26-26 1 16-10 26-26 26z" />
          <circle className={classes.bud} cx="80" cy="24" r="9" />
        </>
      )}
      <path className={classes.leaf} d="M80 82c-15 1-26-7-28-22 16-1 27 7 28 22z" />
      <path className={classes.leafBright} d="M80 76c1-15 11-23 27-22 0 15-11 23-27 22z" />
    </svg>
  );
}
