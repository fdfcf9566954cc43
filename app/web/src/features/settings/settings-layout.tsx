import { Outlet } from "react-router";
import { Page } from "@/ui/page";
import { SubPages } from "@/ui/sub-pages";

const places = [
  { to: "/settings", label: "General" },
  { to: "/settings/account", label: "Account" },
  { to: "/settings/data", label: "Your data" },
  { to: "/settings/programs", label: "Programs" },
];

export function SettingsLayout() {
  return (
    <Page title="Settings">
      <SubPages label="Settings" pages={places} />
      <Outlet />
    </Page>
  );
}
