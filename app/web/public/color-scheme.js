// Runs before the first paint, so that a dark page never flashes white. It is a file and not an inline
// script because the content security policy forbids inline code. The key is Mantine's.
try {
  const chosen = localStorage.getItem("mantine-color-scheme-value");
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
} catch {
  // Storage may be forbidden; the app then follows the system by itself.
}
