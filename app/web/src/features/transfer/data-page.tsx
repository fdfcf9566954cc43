import { ExportSection } from "./export-section";
import { HistorySection } from "./history-section";
import { ImportSection } from "./import-section";

export function DataPage() {
  return (
    <>
      <ExportSection />
      <ImportSection />
      <HistorySection />
    </>
  );
}
