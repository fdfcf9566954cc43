import { Outlet } from "react-router";
import { Page } from "@/ui/page";
import { SubPages } from "@/ui/sub-pages";

const pages = [
  { to: "/progress", label: "Statistics" },
  { to: "/progress/achievements", label: "Achievements" },
];

export function ProgressLayout() {
  return (
    <Page title="Progress">
      <SubPages label="Progress" pages={pages} />
      <Outlet />
    </Page>
  );
}
