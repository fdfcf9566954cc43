/** A habit's colours, for light and for dark grounds; both clear 3:1 on their ground and under a white or dark tick. */
export const palette = {
  red: ["#b94434", "#f0958a"],
  orange: ["#b5601a", "#f0a868"],
  yellow: ["#8f7200", "#dcc04f"],
  lime: ["#5f7d16", "#abc963"],
  green: ["#2d7f5c", "#6fc097"],
  teal: ["#157f80", "#5ec2c0"],
  cyan: ["#1b7a9c", "#6cc0de"],
  blue: ["#2f6fb0", "#7fb3ea"],
  indigo: ["#5560b8", "#a3abf0"],
  violet: ["#7452b3", "#bda3ec"],
  grape: ["#914c9c", "#d49be0"],
  pink: ["#b0476f", "#ee9bb9"],
  gray: ["#6b6559", "#b3ada0"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Color = keyof typeof palette;

export function isColor(name: string): name is Color {
  return name in palette;
}
