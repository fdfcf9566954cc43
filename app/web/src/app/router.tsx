import { createBrowserRouter, type RouteObject } from "react-router";
import { CrashPage } from "./crash-page";
import { NotFoundPage } from "./not-found-page";
import { ProgressLayout } from "./progress-layout";
import { Private, Public } from "./session-gate";
import { Shell } from "./shell";
import { Splash } from "./splash";

/** `page(load, "Name")`: the named component of a file that is fetched when the route is first visited. */
function page<Name extends string>(
  load: () => Promise<Record<Name, React.ComponentType>>,
  name: Name,
): Pick<RouteObject, "lazy"> {
  return { lazy: async () => ({ Component: (await load())[name] }) };
}

const auth = () => import("@/features/auth/pages");
const habits = () => import("@/features/habits/pages");
const today = () => import("@/features/today/today-page");
const upcoming = () => import("@/features/upcoming/upcoming-page");
const pauses = () => import("@/features/pauses/pauses-page");
const analytics = () => import("@/features/analytics/pages");
const achievements = () => import("@/features/achievements/achievements-page");
const transfer = () => import("@/features/transfer/data-page");
const settings = () => import("@/features/settings/pages");

const routes: RouteObject[] = [
  {
    errorElement: <CrashPage />,
    HydrateFallback: Splash,
    children: [
      {
        element: <Public />,
        children: [
          { path: "/login", ...page(auth, "LogInPage") },
          { path: "/signup", ...page(auth, "SignUpPage") },
          { path: "/forgot-password", ...page(auth, "ForgotPasswordPage") },
        ],
      },
      // For whoever has the link, logged in or not.
      { path: "/reset-password", ...page(auth, "ResetPasswordPage") },
      {
        element: (
          <Private>
            <Shell />
          </Private>
        ),
        children: [
          { path: "/", ...page(today, "TodayPage") },
          { path: "/day/:date", ...page(today, "TodayPage") },
          { path: "/upcoming", ...page(upcoming, "UpcomingPage") },
          { path: "/habits", ...page(habits, "HabitsPage") },
          { path: "/habits/new", ...page(habits, "NewHabitPage") },
          { path: "/habits/:id", ...page(habits, "HabitPage") },
          { path: "/habits/:id/edit", ...page(habits, "EditHabitPage") },
          { path: "/pauses", ...page(pauses, "PausesPage") },
          {
            path: "/progress",
            element: <ProgressLayout />,
            children: [
              { index: true, ...page(analytics, "OverviewPage") },
              { path: "achievements", ...page(achievements, "AchievementsPage") },
            ],
          },
          { path: "/habits/:id/statistics", ...page(analytics, "HabitStatisticsPage") },
          {
            path: "/settings",
            ...page(settings, "SettingsLayout"),
            children: [
              { index: true, ...page(settings, "GeneralPage") },
              { path: "account", ...page(settings, "AccountPage") },
              { path: "data", ...page(transfer, "DataPage") },
              { path: "programs", ...page(settings, "ProgramsPage") },
            ],
          },
          { path: "*", element: <NotFoundPage /> },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
