import classes from "./auth-layout.module.css";

const RINGS = 11;

/** Growth rings: the picture beside the forms. Each ring is open at another place, the last ends in a leaf. */
export function Rings() {
  return (
    <svg className={classes.rings} viewBox="-200 -200 400 400" aria-hidden="true">
      {Array.from({ length: RINGS }, (_, index) => {
        const radius = 16 + index * 16;
        return (
          <circle
            key={radius}
            r={radius}
            pathLength={100}
            strokeDasharray={`${72 + ((index * 7) % 24)} 100`}
            transform={`rotate(${(index * 47) % 360})`}
            opacity={0.35 + index * 0.055}
          />
        );
      })}
      <path d="M118-124c-4-40 18-66 62-68 3 44-22 70-62 68z" />
    </svg>
  );
}
