import { Section } from "@/ui/section";
import { ApiTokens } from "./api-tokens";

export function ProgramsPage() {
  return (
    <Section
      title="API tokens"
      lead="For scripts, watches and other programs that read your habits or check in for you."
    >
      <ApiTokens />
    </Section>
  );
}
