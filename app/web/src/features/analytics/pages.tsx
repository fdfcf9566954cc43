export { HabitStatisticsPage } from "./habit-statistics-page";
export { OverviewPage } from "./overview-page";
