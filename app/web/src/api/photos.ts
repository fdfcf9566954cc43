import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";
import { Unreachable } from "./errors";
import { keys } from "./keys";
import { allPages } from "./pages";
import type { Photo } from "./types";

export const photoTypes = ["image/jpeg", "image/png", "image/webp"] as const;

type PhotoType = (typeof photoTypes)[number];

export function isPhotoType(type: string): type is PhotoType {
  return (photoTypes as readonly string[]).includes(type);
}

/** Addresses of photos are good for a quarter of an hour, and are asked for again before. */
const FRESH_MILLISECONDS = 10 * 60_000;

/** The photos of a habit, newest day first; with `date` those of one day. */
export function photosQuery(habitId: string, date?: string) {
  const query = { habit: habitId, ...(date && { from: date, to: date }) };
  return queryOptions({
    queryKey: [...keys.photos, habitId, date ?? "all"],
    queryFn: () =>
      allPages((page) =>
        dataOf(api.GET("/api/photos", { params: { query: { ...query, ...page } } })),
      ),
    staleTime: FRESH_MILLISECONDS,
  });
}

interface NewPhoto {
  habitId: string;
  date: string;
  file: File;
  type: PhotoType;
  /** Told how much of the file has gone, 0 to 1. */
  onProgress: (share: number) => void;
}

/** The three steps: say what comes, send the file to the store, have it looked at. */
export async function uploadPhoto({
  habitId,
  date,
  file,
  type,
  onProgress,
}: NewPhoto): Promise<Photo> {
  const body = { habit_id: habitId, date, content_type: type, bytes: file.size };
  const upload = await dataOf(api.POST("/api/uploads", { body }));
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", file);
  await post(upload.url, form, onProgress);
  const params = { path: { upload_id: upload.id } };
  return dataOf(api.POST("/api/uploads/{upload_id}/finish", { params }));
}

/** By the older interface of browsers: `fetch` does not tell how much has gone. */
function post(url: string, form: FormData, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onerror = () => reject(new Unreachable(request.statusText));
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject(new Error("The store refused the photo. Choose it again."));
    request.send(form);
  });
}
