import { api, dataOf } from "@/api/client";
import type { User } from "@/api/types";

export interface Credentials {
  email: string;
  password: string;
}

export function logIn(credentials: Credentials): Promise<User> {
  return dataOf(api.POST("/api/auth/login", { body: credentials }));
}

/** Signs up in the browser's time zone: it decides when a day ends, and can be changed in the settings. */
export function signUp(credentials: Credentials): Promise<User> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return dataOf(api.POST("/api/auth/signup", { body: { ...credentials, time_zone: timeZone } }));
}
