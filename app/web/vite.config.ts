import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": backend, "/health": backend } },
  build: {
    // Browsers that know light-dark(); a replacement would not see the colour scheme Mantine sets.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // The content security policy allows no inline code and no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "happy-dom",
    globals: true,
    setupFiles: "src/testing/setup.ts",
    restoreMocks: true,
    // A form filled in key by key takes seconds on a machine that is busy; only a hang takes longer.
    testTimeout: 20_000,
  },
});
