import { Anchor, AppShell, NavLink, Text, UnstyledButton } from "@mantine/core";
import {
  IconCalendarEvent,
  IconChartHistogram,
  IconCircleCheck,
  IconListDetails,
  IconSettings,
} from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Link, Outlet, NavLink as RouterLink, ScrollRestoration, useLocation } from "react-router";
import { useUser } from "@/api/session";
import { Logo } from "@/ui/logo";
import { OfflineBanner } from "./offline-banner";
import classes from "./shell.module.css";

const Celebration = lazy(async () => ({
  default: (await import("@/features/achievements/celebration")).Celebration,
}));

const places = [
  { to: "/", label: "Today", icon: IconCircleCheck, owns: /^\/($|day\/)/ },
  { to: "/upcoming", label: "Upcoming", icon: IconCalendarEvent, owns: /^\/upcoming/ },
  { to: "/habits", label: "Habits", icon: IconListDetails, owns: /^\/(habits|pauses)/ },
  { to: "/progress", label: "Progress", icon: IconChartHistogram, owns: /^\/progress/ },
  { to: "/settings", label: "Settings", icon: IconSettings, owns: /^\/settings/ },
];

/** The frame around every private page: a rail beside it on a desk, a bar under the thumb on a phone. */
export function Shell() {
  const { pathname } = useLocation();
  const user = useUser();
  return (
    <AppShell
      layout="alt"
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: true } }}
      footer={{ height: 64 }}
      padding={0}
    >
      <Anchor href="#content" className={classes.skip}>
        Skip to content
      </Anchor>
      <AppShell.Navbar className={classes.rail} component="div" visibleFrom="sm">
        <UnstyledButton component={Link} to="/" aria-label="Habits, to today" mb="xl" px="sm">
          <Logo />
        </UnstyledButton>
        <nav aria-label="Main">
          {places.map(({ to, label, icon: Icon, owns }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={label}
              active={owns.test(pathname)}
              aria-current={owns.test(pathname) ? "page" : undefined}
              leftSection={<Icon size={20} stroke={1.8} aria-hidden />}
              className={classes.railLink}
            />
          ))}
        </nav>
        <Text size="sm" c="dimmed" mt="auto" px="sm" truncate>
          {user.email}
        </Text>
      </AppShell.Navbar>

      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <OfflineBanner />
        <div className={classes.column}>
          <Outlet />
        </div>
      </AppShell.Main>

      <AppShell.Footer className={classes.bar} component="nav" aria-label="Main" hiddenFrom="sm">
        {places.map(({ to, label, icon: Icon, owns }) => (
          <RouterLink
            key={to}
            to={to}
            className={classes.barLink}
            aria-current={owns.test(pathname) ? "page" : undefined}
            data-active={owns.test(pathname) || undefined}
          >
            <Icon size={24} stroke={1.8} aria-hidden />
            {label}
          </RouterLink>
        ))}
      </AppShell.Footer>
      <Suspense>
        <Celebration />
      </Suspense>
      <ScrollRestoration />
    </AppShell>
  );
}
