/** Colours and shapes; every pair of text and ground keeps WCAG AA (4.5 : 1) in light and in dark. */

import { Alert, Badge, createTheme, type CSSVariablesResolver, localStorageColorSchemeManager, Menu, Notification, Popover } from "@mantine/core";

import { common } from "@/words/common";

export const colorSchemeManager = localStorageColorSchemeManager({ key: "whatsdex.color-scheme" });

export const theme = createTheme({
  primaryColor: "brand",
  primaryShade: 7,
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif",
  headings: { fontWeight: "650" },
  components: {
    // Most only tell something; what must interrupt a person who hears the page says `role="alert"` itself.
    // Errors may name long words: a reference, an address.
    Alert: Alert.extend({ defaultProps: { role: "note" }, styles: { message: { overflowWrap: "anywhere" } } }),
    Badge: Badge.extend({ styles: { root: { textTransform: "none" } } }),
    // The placeholder is an element that a menu may not hold (ARIA: aria-required-children).
    Menu: Menu.extend({ defaultProps: { shadow: "md", withInitialFocusPlaceholder: false } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { "aria-label": common.close } },
      styles: { description: { color: "var(--mantine-color-dimmed)", overflowWrap: "anywhere" } },
    }),
    // Fixed: the option that is chosen is scrolled to before the list has its place, and would take a long page with it.
    Popover: Popover.extend({ defaultProps: { shadow: "md", floatingStrategy: "fixed" } }),
  },
  colors: {
    brand: [
      "#f0fdfa",
      "#ccfbf1",
      "#99f6e4",
      "#5eead4",
      "#2dd4bf",
      "#14b8a6",
      "#0d8a80",
      "#0f766e",
      "#115e59",
      "#134e4a",
    ],
  },
});

export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  // Mantine's own dimmed, error, placeholder and badge colours are too pale for small text.
  light: {
    "--mantine-color-dimmed": colors.gray[7],
    "--mantine-color-placeholder": colors.gray[7],
    "--mantine-color-error": colors.red[9],
    "--mantine-color-anchor": colors.brand?.[7] ?? "",
    "--app-ground": colors.gray[0],
    "--app-chart-out": colors.brand?.[6] ?? "",
    "--app-chart-in": colors.violet[6],
    "--app-chart-bad": colors.red[7],
    "--app-chart-quiet": colors.gray[6],
    "--app-chart-other": colors.orange[6],
    "--app-chart-empty": colors.gray[1],
    "--mantine-color-green-light-color": "#1c6a2e",
    "--mantine-color-teal-light-color": "#066649",
    "--mantine-color-cyan-light-color": "#0b6273",
    "--mantine-color-yellow-light-color": "#7d4a00",
    "--mantine-color-orange-light-color": "#9c330a",
    "--mantine-color-red-light-color": "#a82121",
  },
  dark: {
    "--mantine-color-dimmed": colors.dark[1],
    "--mantine-color-placeholder": colors.dark[2],
    "--mantine-color-error": colors.red[4],
    "--mantine-color-anchor": colors.brand?.[3] ?? "",
    "--app-ground": colors.dark[8],
    "--app-chart-out": colors.brand?.[4] ?? "",
    "--app-chart-in": colors.violet[4],
    "--app-chart-bad": colors.red[5],
    "--app-chart-quiet": colors.dark[2],
    "--app-chart-other": colors.orange[4],
    "--app-chart-empty": colors.dark[6],
    "--mantine-color-red-light": "#42191b",
    "--mantine-color-yellow-light": "#42300a",
  },
});
