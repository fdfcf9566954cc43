import { NavLink, Outlet } from "react-router";
import { Page } from "@/ui/page";
import classes from "./settings-layout.module.css";

const places = [
  { to: "/settings", label: "General" },
  { to: "/settings/account", label: "Account" },
  { to: "/settings/programs", label: "Programs" },
];

export function SettingsLayout() {
  return (
    <Page title="Settings">
      <nav aria-label="Settings" className={classes.places}>
        {places.map(({ to, label }) => (
          <NavLink key={to} to={to} end className={classes.place}>
            {label}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
