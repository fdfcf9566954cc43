export { EditHabitPage, NewHabitPage } from "./edit-pages";
export { HabitPage } from "./habit-page";
export { HabitsPage } from "./habits-page";
