/** A share as people say it: "63 %", held together by a no-break space. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}

/** 1234.5 is "1,234.5"; more than three decimals are noise. */
export function number(value: number): string {
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: 3 }).format(value);
}
