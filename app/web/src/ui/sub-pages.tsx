import { NavLink } from "react-router";
import classes from "./sub-pages.module.css";

interface SubPagesProps {
  label: string;
  pages: readonly { to: string; label: string }[];
}

/** The ways between the parts of a page that has several. */
export function SubPages({ label, pages }: SubPagesProps) {
  return (
    <nav aria-label={label} className={classes.places}>
      {pages.map((page) => (
        <NavLink key={page.to} to={page.to} end className={classes.place}>
          {page.label}
        </NavLink>
      ))}
    </nav>
  );
}
