import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

const contract = readFileSync(new URL("../openapi.json", import.meta.url));
const backend = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      // The page asks before it takes a new version, and registers from a file: inline code is forbidden.
      registerType: "prompt",
      injectRegister: null,
      manifest: false,
      workbox: {
        // Of the fonts the letters most languages here need; the others come when a page shows them.
        globPatterns: ["**/*.{js,css,html,svg}", "**/*-latin-wght-normal-*.woff2"],
        navigateFallback: "/index.html",
        navigateFallbackDenylist: [/^\/(api|health|admin)\b/],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  // Says whether answers that a browser kept still have the shape this build expects.
  define: { __CONTRACT__: JSON.stringify(createHash("sha256").update(contract).digest("hex")) },
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
