import { Section } from "@/ui/section";
import { ApiTokens } from "./api-tokens";
import { CalendarFeed } from "./calendar-feed";

export function ProgramsPage() {
  return (
    <>
      <Section title="Calendar" lead="What is due, in your calendar program.">
        <CalendarFeed />
      </Section>
      <Section
        title="API tokens"
        lead="For scripts, watches and other programs that read your habits or check in for you."
      >
        <ApiTokens />
      </Section>
    </>
  );
}
