export { AccountPage } from "./account/account-page";
export { GeneralPage } from "./general-page";
export { ProgramsPage } from "./programs/programs-page";
export { SettingsLayout } from "./settings-layout";
