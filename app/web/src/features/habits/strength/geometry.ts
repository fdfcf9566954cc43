/** Points of a line in a box of 100 by 100, from the top left, as SVG counts. */

/** How far right the day at `index` of `count` days stands: 0 to 100. */
export function across(index: number, count: number): number {
  return count > 1 ? (100 * index) / (count - 1) : 100;
}

/** The path of a line through `shares` (0 to 1), left to right. */
export function linePath(shares: readonly number[]): string {
  return shares
    .map((share, index) => {
      const x = across(index, shares.length).toFixed(2);
      return `${index === 0 ? "M" : "L"}${x} ${(100 - share * 100).toFixed(2)}`;
    })
    .join("");
}

/** The same line, closed along the ground. */
export function areaPath(shares: readonly number[]): string {
  return `${linePath(shares)}V100H0Z`;
}

/** The indexes at which a month begins, thinned out until at most `most` are left. */
export function monthStarts(days: readonly string[], most: number): number[] {
  const starts = days.flatMap((day, index) => (day.endsWith("-01") ? [index] : []));
  const every = Math.ceil(starts.length / most) || 1;
  return starts.filter((_, order) => order % every === 0);
}
