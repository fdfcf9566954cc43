import { arranged, moved, replaced } from "./order";

const at = (id: string, position: number) => ({ id, position });
const ids = (habits: { id: string }[]) => habits.map(({ id }) => id).join("");
const before = [at("a", 1), at("b", 4), at("c", 5)];

it("arranges by ids, and leaves last what they do not name", () => {
  expect(ids(arranged(before, ["c", "a", "b"]))).toBe("cab");
  expect(ids(arranged(before, ["c"]))).toBe("cab");
  expect(ids(arranged(before, []))).toBe("abc");
});

it("gives away only the places the habits have, so that archived ones between them keep theirs", () => {
  const after = replaced(before, arranged(before, ["b", "a", "c"]));
  expect(after).toEqual([at("b", 1), at("a", 4), at("c", 5)]);
  expect(ids(moved(before, after))).toBe("ba");
});

it("tells habits apart that share a place", () => {
  const same = [at("a", 0), at("b", 0), at("c", 1)];
  const after = replaced(same, arranged(same, ["a", "c", "b"]));
  expect(after.map(({ position }) => position)).toEqual([0, 1, 2]);
  expect(ids(moved(same, after))).toBe("b");
});

it("moves nothing when the order stays", () => {
  expect(moved(before, replaced(before, before))).toEqual([]);
});
