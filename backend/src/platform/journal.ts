import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { clock } from './clock.js';
import { current } from './current.js';
import { JournalEntry } from './journal.entity.js';

/** What a line of the log says beside who and when. */
export interface Noted {
  scopeId?: string | null;
  subjectId?: string | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  /** Set where somebody took part from outside: who that is stands in no log. */
  isByPublic?: true;
}

/** The log of what the staff does: written in the transaction that does it, so that neither is there without the other. */
@Injectable()
export class Journal {
  constructor(private readonly em: EntityManager) {}

  /** Adds one line to the running transaction. Of `before` and `after` only what differs is kept. */
  note(action: string, noted: Noted = {}): void {
    const { scopeId = null, subjectId = null, before = null, after = null, isByPublic } = noted;
    const [was, is] = before && after ? differing(before, after) : [before, after];
    const accountId = isByPublic ? null : current.actor.accountId;
    const entry = { at: clock.now(), accountId, scopeId, subjectId, action, before: was, after: is };
    this.em.persist(this.em.create(JournalEntry, entry as never));
  }
}

function differing(before: object, after: object): [Record<string, unknown>, Record<string, unknown>] {
  const [was, is] = [Object.entries(before), Object.entries(after)];
  const said = new Map(is.map(([name, value]) => [name, JSON.stringify(value)]));
  const known = new Map(was.map(([name, value]) => [name, JSON.stringify(value)]));
  const differs = ([name]: [string, unknown]) => said.get(name) !== known.get(name);
  return [Object.fromEntries(was.filter(differs)), Object.fromEntries(is.filter(differs))];
}
