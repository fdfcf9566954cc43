import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Photo } from "@/api/types";
import { renderPage } from "@/testing/render";
import { date, habit, listOf, problem, server } from "@/testing/server";
import { Photos } from "./photos";

const photo: Photo = {
  id: "0f1e2d3c",
  habit_id: habit().id,
  date,
  width: 640,
  height: 480,
  bytes: 5,
  created_at: `${date}T08:00:00Z`,
  original_url: "/api/media/original",
  thumbnail_url: "/api/media/thumbnail",
  urls_expire_at: `${date}T08:15:00Z`,
};

function servePhotos(...photos: Photo[]) {
  server.use(http.get("*/api/photos", () => HttpResponse.json(listOf(...photos))));
}

async function choose(file: File) {
  renderPage(<Photos habitId={habit().id} name="Walk" date={date} />);
  await userEvent.upload(screen.getByLabelText("Photo", { selector: "input" }), file, {
    applyAccept: false,
  });
}

const file = new File(["bytes"], "walk.jpg", { type: "image/jpeg" });

it("says what comes, sends the file to the store with its form, and has it looked at", async () => {
  servePhotos();
  const steps: unknown[] = [];
  server.use(
    http.post("*/api/uploads", async ({ request }) => {
      steps.push(await request.json());
      const fields = { key: "uploads/1", policy: "signed" };
      return HttpResponse.json(
        { id: "u1", url: "/api/media", expires_at: `${date}T09:00:00Z`, fields },
        { status: 201 },
      );
    }),
    http.post("*/api/media", async ({ request }) => {
      steps.push(request.headers.get("content-type")?.split(";")[0]);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("*/api/uploads/u1/finish", () => {
      steps.push("finished");
      servePhotos(photo);
      return HttpResponse.json(photo);
    }),
  );
  await choose(file);
  const shown = await screen.findByRole("img", { name: "Walk, 1 of 1" });
  expect(shown).toHaveAttribute("src", photo.thumbnail_url);
  expect(shown.closest("a")).toHaveAttribute("href", photo.original_url);
  expect(steps).toEqual([
    { habit_id: habit().id, date, content_type: "image/jpeg", bytes: 5 },
    "multipart/form-data",
    "finished",
  ]);
});

it("says what is wrong with a file: before it is sent if that can be seen", async () => {
  servePhotos();
  await choose(new File(["bytes"], "walk.pdf", { type: "application/pdf" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Choose a photo: JPEG, PNG or WebP.");
});

it("says what the server has against a file", async () => {
  servePhotos();
  server.use(
    http.post("*/api/uploads", () =>
      problem(400, [{ field: "bytes", message: "Larger than 15 megabytes." }]),
    ),
  );
  await choose(file);
  expect(await screen.findByRole("alert")).toHaveTextContent("Larger than 15 megabytes.");
});

it("deletes a photo after asking", async () => {
  servePhotos(photo);
  let deleted: unknown;
  server.use(
    http.delete("*/api/photos/:id", ({ params }) => {
      deleted = params.id;
      servePhotos();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(<Photos habitId={habit().id} name="Walk" date={date} />);
  await userEvent.click(await screen.findByRole("button", { name: /Delete the photo/ }));
  const question = await screen.findByRole("dialog", { name: "Delete the photo?" });
  expect(deleted).toBeUndefined();
  await userEvent.click(within(question).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByRole("img")).not.toBeInTheDocument());
  expect(deleted).toBe(photo.id);
});
