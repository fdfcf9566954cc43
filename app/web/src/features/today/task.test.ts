import { habit, task } from "@/testing/server";
import { applied, cellOf, progress, stepOf, stepped, toggled } from "./task";

const water = habit({ kind: "at_least", target: 8, unit: "glasses" });
const coffee = habit({ kind: "at_most", target: 2, unit: "cups" });

describe("one tap", () => {
  it("checks an open task and opens a checked one", () => {
    expect(toggled(task())).toMatchObject({ state: "done" });
    expect(toggled(task({ state: "done", completed: true }))).toBeNull();
  });

  it("fills a measured task up to its target, also from half way", () => {
    expect(toggled(task({ habit: water }))).toMatchObject({ amount: 8 });
    expect(toggled(task({ habit: water, state: "done", amount: 3 }))).toMatchObject({ amount: 8 });
  });

  it("says of a limit only what is known: as much as was counted", () => {
    expect(toggled(task({ habit: coffee }))).toMatchObject({ state: "done", amount: 0 });
  });

  it("keeps the note", () => {
    expect(toggled(task({ state: "skipped", note: "ill" }))).toMatchObject({ note: "ill" });
  });

  it("sends no amount for yes and no, which the server would refuse", () => {
    expect(toggled(task())).not.toHaveProperty("amount");
  });
});

describe("a step", () => {
  it("adds, so that two devices add up, and without the noise of binary fractions", () => {
    const run = habit({ kind: "at_least", target: 0.5 });
    const change = stepped(task({ habit: run, state: "done", amount: 0.1 }), 1);
    expect(change).toEqual({ add: 0.05 });
    expect(applied(task({ habit: run, state: "done", amount: 0.1 }), change).amount).toBe(0.15);
  });

  it("never goes below zero, and an entry at zero without a note is no entry", () => {
    expect(stepped(task({ habit: water, state: "done", amount: 1 }), -1)).toBeNull();
    expect(stepped(task({ habit: water, state: "done", amount: 1, note: "!" }), -1)).toMatchObject({
      amount: 0,
    });
  });

  it.each([
    [1, 1],
    [2, 1],
    [8, 1],
    [20, 2],
    [30, 5],
    [100, 10],
    [2000, 200],
    [0, 1],
  ])("for a target of %d is %d", (target, step) => {
    expect(stepOf(target)).toBe(step);
  });
});

describe("the state shown before the server answers", () => {
  it.each([
    [{ habit: water, amount: 7 }, false],
    [{ habit: water, amount: 8 }, true],
    [{ habit: water, amount: null }, true],
    [{ habit: coffee, amount: 2 }, true],
    [{ habit: coffee, amount: 3 }, false],
  ])("judges %j as the server does: %s", ({ habit, amount }, completed) => {
    expect(applied(task({ habit }), { state: "done", amount }).completed).toBe(completed);
  });

  it("is what it was before, once the change is undone", () => {
    const before = task({ habit: water, state: "done", amount: 3, note: "so far" });
    const after = applied(before, { state: "skipped" });
    expect(after).not.toEqual(before);
    expect(applied(after, { undo: "key", back: cellOf(before) })).toEqual(before);
  });
});

it("counts skipped tasks neither as done nor as asked for", () => {
  const tasks = [task({ completed: true, state: "done" }), task({ state: "skipped" }), task()];
  expect(progress(tasks)).toEqual({ done: 1, total: 2 });
});
