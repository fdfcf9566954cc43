import { problem } from "@/testing/server";
import { ApiError, formErrors, Unreachable } from "./errors";

it("puts messages at their fields, nested ones too, and the rest on top", async () => {
  const error = await ApiError.from(
    problem(400, [
      { field: "name", message: "Too long." },
      { field: "schedule.weekdays.0", message: "No such day." },
      { field: "", message: "Too many habits." },
    ]),
  );
  expect(formErrors(error, ["name", "schedule.weekdays"])).toEqual({
    fields: { name: "Too long.", "schedule.weekdays": "No such day." },
    general: "Too many habits.",
  });
});

it("shows the detail when no field is named", async () => {
  const error = await ApiError.from(problem(400));
  expect(formErrors(error, ["name"]).general).toBe("The request has mistakes.");
});

it("has words of its own for an answer that is no problem document", async () => {
  const error = await ApiError.from(new Response("<html>", { status: 503 }));
  expect(error).toMatchObject({ status: 503, fields: [] });
  expect(error.message).toMatch(/Try again/);
});

it("says that there is no connection", () => {
  expect(formErrors(new Unreachable(new TypeError()), []).general).toMatch(/cannot be reached/);
});
