// What an officer decides about what was found in a section: that it stays as it is, or no more. It
// shows at once, and is kept until it is on disk (`Saying`).

import type { Hint } from "./editor/editor";
import type { Finding } from "./findings";
import type { Host } from "./host";
import { decisionOn } from "./outbox";
import { Saying } from "./saying";

/** What was found in a section. */
export interface Found {
  findings: Finding[];
  /** What the officer leaves as it is. */
  kept: Finding[];
  /** What Python found about the typed numbers of the text. */
  hints: Hint[];
  /** What the section says too little of, or empty. */
  lacking: string;
  /** Whether the officer has said that it stays as it is nevertheless. */
  enough: boolean;
  /** Names that decision. */
  suffices: string;
}

/** How a thing that stays as it is stands; anything else stands as what is said of it. */
export const KEPT = "kept";

/** How something that was found stands, by its id; empty where it is not found any more. */
export function standing(found: Found, id: string): string {
  return isKept(found, id) ? KEPT : saidOf(found, id);
}

function isKept({ kept, hints, enough, suffices }: Found, id: string): boolean {
  return id === suffices ? enough : [...kept, ...hints.filter((one) => one.kept)].some((one) => one.id === id);
}

function saidOf({ findings, kept, hints, lacking, suffices }: Found, id: string): string {
  return id === suffices ? lacking : [...hints, ...findings, ...kept].find((one) => one.id === id)?.message ?? "";
}

export class Decisions {
  private readonly sayings = new Map<string, Saying>();

  /** `paint` is called when a decision shows, and when it is on disk or refused. */
  constructor(
    private readonly host: Host<Found>,
    private readonly paint: () => void,
  ) {}

  /** Leave something as it is, or no more. */
  decide(id: string, kept: boolean): void {
    const { host } = this;
    host.say(host.locked);
    if (!host.locked) void this.saying(id).say(kept ? KEPT : saidOf(host.props, id));
    this.paint();
  }

  /** What was found, as it stands with what was decided here. */
  with<All extends Found>(found: All): All {
    const all = [...found.findings, ...found.kept];
    const kept = new Set(all.filter((one) => this.keeps(one.id, found.kept.includes(one))));
    return {
      ...found,
      findings: all.filter((one) => !kept.has(one)),
      kept: all.filter((one) => kept.has(one)),
      hints: found.hints.map((hint) => ({ ...hint, kept: this.keeps(hint.id, hint.kept) })),
      enough: this.keeps(found.suffices, found.enough),
    };
  }

  private keeps(id: string, told: boolean): boolean {
    const said = this.sayings.get(id)?.said;
    return said === undefined ? told : said === KEPT;
  }

  private saying(id: string): Saying {
    const { host, paint } = this;
    const made = this.sayings.get(id) ?? new Saying(host, decisionOn(host.step, id), {
      now: () => standing(host.props, id),
      ask: (said) => host.ask("keep", { id, kept: said === KEPT }),
      told: paint,
    });
    this.sayings.set(id, made);
    return made;
  }
}
