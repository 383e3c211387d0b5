import { describe, expect, it } from "vitest";

import { changedByOthers, changeOf, type Draft, listed, shown } from "./profile";

const ANA: Draft = { name: "Ana", tags: ["vip"], language: "de", timeZone: "", attributes: { city: "Ulm", orders: 3 } };

describe("a change", () => {
  it("holds only what is different", () => {
    expect(changeOf(ANA, { ...ANA, name: " Ana " })).toBeNull();
    expect(changeOf(ANA, { ...ANA, tags: ["vip", "new"], attributes: { city: "Ulm", orders: 4 } })).toEqual({
      tags: ["vip", "new"],
      attributes: { orders: 4 },
    });
    expect(changeOf(ANA, { ...ANA, attributes: { orders: 3 } })).toEqual({ attributes: { city: null } });
    expect(changeOf(ANA, { ...ANA, attributes: { ...ANA.attributes, city: null } })).toEqual({ attributes: { city: null } });
  });

  it("tells what others changed meanwhile", () => {
    const now = { ...ANA, name: "Anna", tags: [], attributes: { city: "Ulm", orders: 3, loyal: true } };
    expect(changedByOthers(ANA, now)).toEqual([
      ["name", "Anna"],
      ["tags", ""],
      ["loyal", "yes"],
    ]);
    expect(changedByOthers(ANA, ANA)).toEqual([]);
  });
});

describe("attributes", () => {
  it("with a type come first, also where they are empty", () => {
    expect(listed(ANA.attributes, [{ name: "joined", type: "date" }]).map(({ name }) => name)).toEqual(["joined", "city", "orders"]);
  });

  it("are readable whatever they hold", () => {
    expect([true, 3, "x", null, ["a"]].map(shown)).toEqual(["yes", "3", "x", "", '["a"]']);
  });
});
