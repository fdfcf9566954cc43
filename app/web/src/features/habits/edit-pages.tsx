import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { habitQuery } from "@/api/habits";
import { Page } from "@/ui/page";
import { CardSkeletons, ErrorState } from "@/ui/states";
import { emptyValues, valuesOf } from "./form-values";
import { HabitFormView } from "./habit-form";
import { useChangeHabit, useCreateHabit } from "./writes";

export function NewHabitPage() {
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const create = useCreateHabit();
  return (
    <Page title="New habit">
      <HabitFormView
        initial={emptyValues(parameters.get("name") ?? "")}
        label="Create habit"
        cancelTo="/habits"
        pending={create.isPending}
        error={create.error}
        submit={async (request) => {
          const habit = await create.mutateAsync(request);
          notifications.show({ message: `${habit.name} is planted` });
          await navigate("/");
        }}
      />
    </Page>
  );
}

export function EditHabitPage() {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const { data: habit, error, refetch } = useQuery(habitQuery(id));
  const change = useChangeHabit();
  if (!habit) {
    return (
      <Page title="Edit habit">
        {error ? <ErrorState error={error} retry={refetch} /> : <CardSkeletons />}
      </Page>
    );
  }
  return (
    <Page title={`Edit ${habit.name}`}>
      <HabitFormView
        initial={valuesOf(habit)}
        fixedKind
        label="Save changes"
        cancelTo={`/habits/${id}`}
        pending={change.isPending}
        error={change.error}
        submit={async ({ kind: _fixed, ...body }) => {
          await change.mutateAsync({ id, body });
          await navigate(`/habits/${id}`);
        }}
      />
    </Page>
  );
}
