import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage } from "@/testing/render";
import { UpdatePrompt } from "./update-prompt";

const worker = vi.hoisted(() => ({ isReady: false, update: vi.fn(), setReady: vi.fn() }));

vi.mock("virtual:pwa-register/react", () => ({
  useRegisterSW: () => ({
    needRefresh: [worker.isReady, worker.setReady],
    updateServiceWorker: worker.update,
  }),
}));

it("leaves an open page alone until somebody asks for the new version", async () => {
  worker.isReady = true;
  renderPage(<UpdatePrompt />);
  expect(await screen.findByText("A new version is ready.")).toBeInTheDocument();
  expect(worker.update).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(worker.update).toHaveBeenCalledOnce();
});

it("says nothing while there is no new version", () => {
  worker.isReady = false;
  renderPage(<UpdatePrompt />);
  expect(screen.queryByText("A new version is ready.")).not.toBeInTheDocument();
});
