import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { keys } from "@/api/keys";
import type { Pause, PauseRequest } from "@/api/types";

export function createPause(body: PauseRequest): Promise<Pause> {
  return dataOf(api.POST("/api/pauses", { body }));
}

export function deletePause({ id }: Pause): Promise<unknown> {
  return api.DELETE("/api/pauses/{pause_id}", { params: { path: { pause_id: id } } });
}

/** In this order: days that both cover count once, and should the second step fail, the person still rests. */
export async function replacePause(old: Pause, body: PauseRequest): Promise<Pause> {
  const made = await createPause(body);
  await deletePause(old);
  return made;
}

/** A pause changes what is due, every streak and every score. */
export function usePausesChanged(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [keys.pauses, keys.days, keys.habits, keys.achievements, keys.analytics].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

export function usePauseWrite<Variables>(
  mutationFn: (variables: Variables) => Promise<unknown>,
  onError: (error: Error) => void,
) {
  const changed = usePausesChanged();
  return useMutation({ mutationFn, onError, onSettled: changed });
}
