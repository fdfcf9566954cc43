import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from "@mantine/core";

/** Pine: the primary colour. Shade 7 clears 4.5:1 on paper, shade 4 does so on the dark ground. */
const pine: MantineColorsTuple = [
  "#edf6f1",
  "#d7eae0",
  "#b3d8c5",
  "#8cc5a8",
  "#66b08c",
  "#449672",
  "#2d7f5c",
  "#1f6b4d",
  "#17523b",
  "#0f3a2a",
];

/** Amber: streaks and small celebrations, nothing else. */
const amber: MantineColorsTuple = [
  "#fef5e7",
  "#fce8c8",
  "#f8d298",
  "#f3bd69",
  "#eea842",
  "#dd8f22",
  "#b96f0f",
  "#8f5209",
  "#6f400b",
  "#4f2e0a",
];

const red: MantineColorsTuple = [
  "#fdf0ee",
  "#fadcd7",
  "#f3b7ad",
  "#ec9284",
  "#e57161",
  "#d35341",
  "#bb3d2c",
  "#9f2f20",
  "#7d2519",
  "#5a1b12",
];

/** Warm neutrals: paper, not steel. */
const gray: MantineColorsTuple = [
  "#faf8f4",
  "#f4f1ea",
  "#eae5da",
  "#dcd5c7",
  "#c3bbab",
  "#989081",
  "#756e61",
  "#5c564b",
  "#3d3933",
  "#262420",
];

const dark: MantineColorsTuple = [
  "#e6ebe6",
  "#c6cec8",
  "#a3ada6",
  "#8b968f",
  "#3b4640",
  "#303a35",
  "#1e2521",
  "#141a17",
  "#101512",
  "#0b0f0d",
];

const sans = "'Figtree Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
const serif = "'Fraunces Variable', Georgia, 'Times New Roman', serif";

export const theme: MantineThemeOverride = createTheme({
  colors: { pine, amber, red, gray, dark },
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 4 },
  // Mantine's own contrast knows one scheme only; ours fills with shade 7 on paper and shade 4 in the dark.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    if (input.variant === "filled") {
      // In the dark, red under the pointer would be too dark for the words on it.
      const hover = input.color === "red" ? colors.background : colors.hover;
      return { ...colors, hover, color: "var(--on-filled)" };
    }
    if (input.variant === "light" && input.color === "pine") {
      return { ...colors, background: "var(--pine-ground)", color: "var(--mantine-color-anchor)" };
    }
    return colors;
  },
  fontFamily: sans,
  headings: { fontFamily: serif, fontWeight: "560" },
  defaultRadius: "md",
  radius: { md: "0.625rem", lg: "1rem" },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    // A finger needs 44 px: controls are large everywhere, not only on a phone.
    Button: { defaultProps: { size: "md" } },
    TextInput: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
    NumberInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    Select: { defaultProps: { size: "md" } },
    ActionIcon: { defaultProps: { size: "lg", variant: "subtle" } },
    // Named, because only then does Mantine ask the resolver above for the colour of the text.
    Chip: { defaultProps: { color: "pine" } },
    Radio: { defaultProps: { iconColor: "var(--on-filled)" } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: "lg",
        closeButtonProps: { "aria-label": "Close" },
        styles: { title: { fontFamily: serif, fontSize: "1.35rem", fontWeight: 560 } },
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
      },
    },
    Notification: {
      defaultProps: { radius: "lg", withBorder: true, closeButtonProps: { "aria-label": "Close" } },
    },
    Menu: {
      // The placeholder is a focusable element without a role, which a menu may not contain.
      defaultProps: { radius: "md", shadow: "md", withInitialFocusPlaceholder: false },
    },
    Tooltip: { defaultProps: { openDelay: 400 } },
  },
});

/** The defaults of these few variables miss the contrast WCAG AA asks for on our grounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--serif": serif },
  light: {
    "--mantine-color-body": "#f7f4ee",
    "--mantine-color-text": "#262420",
    "--mantine-color-dimmed": "#625b50",
    "--mantine-color-placeholder": "#756e61",
    "--mantine-color-error": "#9f2f20",
    "--mantine-color-anchor": "#17523b",
    "--mantine-color-default-border": "#dcd5c7",
    "--mantine-primary-color-contrast": "#ffffff",
    "--on-filled": "#ffffff",
    "--pine-ground": "#d7eae0",
    "--surface": "#fffdf9",
    "--surface-quiet": "#f1ede4",
    "--hairline": "#e7e1d5",
    "--shadow": "0 1px 2px rgb(60 48 24 / 5%), 0 4px 16px rgb(60 48 24 / 5%)",
    "--flame": "#8f5209",
    "--flame-ground": "#fcefd8",
  },
  dark: {
    "--mantine-color-body": "#141a17",
    "--mantine-color-text": "#e6ebe6",
    "--mantine-color-dimmed": "#a3ada6",
    "--mantine-color-placeholder": "#8b968f",
    "--mantine-color-error": "#f3a598",
    "--mantine-color-anchor": "#8cc5a8",
    "--mantine-color-default-border": "#3b4640",
    "--mantine-primary-color-contrast": "#101512",
    "--on-filled": "#101512",
    "--pine-ground": "#0f3a2a",
    "--surface": "#1c2320",
    "--surface-quiet": "#19201c",
    "--hairline": "#2a332e",
    "--shadow": "none",
    "--flame": "#f3bd69",
    "--flame-ground": "#362b17",
  },
});
