/// <reference types="vite-plugin-pwa/react" />

/** The hash of the API's contract, by which a build tells whether kept answers have the shape it expects. */
declare const __CONTRACT__: string;
