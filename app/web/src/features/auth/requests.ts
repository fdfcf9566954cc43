import { api, dataOf } from "@/api/client";
import { ApiError } from "@/api/errors";
import type { User } from "@/api/types";

export interface Credentials {
  email: string;
  password: string;
}

export function logIn(credentials: Credentials): Promise<User> {
  return dataOf(api.POST("/api/auth/login", { body: credentials }));
}

/**
 * Signs up in the browser's time zone, which decides when a day ends. A zone that the server does not know
 * must not keep anybody out: they start in UTC and choose one in the settings.
 */
export async function signUp(credentials: Credentials): Promise<User> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const send = (zone?: string) =>
    dataOf(api.POST("/api/auth/signup", { body: { ...credentials, time_zone: zone } }));
  try {
    return await send(timeZone);
  } catch (error) {
    const onlyZone =
      error instanceof ApiError && error.fields.every(({ field }) => field === "time_zone");
    if (onlyZone && error.fields.length > 0) return send();
    throw error;
  }
}

export function sendResetLink(body: { email: string }): Promise<unknown> {
  return api.POST("/api/auth/reset-link", { body });
}

export function resetPassword(body: { token: string; new_password: string }): Promise<unknown> {
  return api.POST("/api/auth/reset-password", { body });
}
