import { arranged } from "./order";

const before = [{ id: "a" }, { id: "b" }, { id: "c" }];
const ids = (habits: { id: string }[]) => habits.map(({ id }) => id).join("");

it("arranges by ids, and leaves last what they do not name", () => {
  expect(ids(arranged(before, ["c", "a", "b"]))).toBe("cab");
  expect(ids(arranged(before, ["c"]))).toBe("cab");
  expect(ids(arranged(before, []))).toBe("abc");
});
