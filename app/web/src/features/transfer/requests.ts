import { api, dataOf } from "@/api/client";
import type { Import } from "@/api/types";

export interface Choices {
  /** Days that differ become those of the file. */
  replace: boolean;
  with_profile: boolean;
}

/** Looks at a file, or with `apply` brings it in. The server keeps no file, so it is sent both times. */
export function sendFile(file: File, choices: Choices, apply: boolean): Promise<Import> {
  return dataOf(
    api.POST("/api/imports", {
      params: { query: { ...choices, apply, file_name: file.name } },
      headers: { "Content-Type": "application/octet-stream" },
      // The contract calls bytes a text; the file goes as it is.
      body: file as unknown as string,
      bodySerializer: (body) => body as unknown as BodyInit,
    }),
  );
}

export function rollBack(id: string): Promise<Import> {
  return dataOf(
    api.POST("/api/imports/{import_id}/rollback", { params: { path: { import_id: id } } }),
  );
}
