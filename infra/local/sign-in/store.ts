import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Person } from './people.ts';

interface Kept {
  payload: Record<string, unknown>;
  /** Milliseconds since 1970; null for what does not expire. */
  until: number | null;
}

const SAVE_AFTER_MS = 100;

/** Sessions, grants and registered people, in memory and in one JSON file, so that a restart signs nobody out. */
export class Store {
  readonly records = new Map<string, Kept>();
  readonly registered: Person[] = [];
  readonly #file: string;
  readonly #given: Person[];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, given: Person[]) {
    this.#file = file;
    this.#given = given;
    mkdirSync(dirname(file), { recursive: true });
    const { records = [], registered = [] } = readJson(file) as {
      records?: [string, Kept][];
      registered?: Person[];
    };
    this.records = new Map(records);
    this.registered = registered;
  }

  findPerson(matches: (person: Person) => boolean): Person | undefined {
    return [...this.#given, ...this.registered].find(matches);
  }

  /** Registers a citizen; nothing is known about them until the address is confirmed. */
  register(input: { givenName: string; familyName: string; email: string; password: string }): Person {
    const person: Person = {
      ...input,
      password: hashOf(input.password),
      subject: randomUUID(),
      username: input.email,
      isEmailVerified: false,
      roles: ['citizen'],
      acr: '1',
      assurance: 'none',
      assuranceSource: 'registration',
      note: 'Selbst registriert',
    };
    this.registered.push(person);
    this.save();
    return person;
  }

  /** Writes soon; several changes become one write. */
  save(): void {
    this.#timer ??= setTimeout(() => void this.flush(), SAVE_AFTER_MS);
    this.#timer.unref();
  }

  /** Writes now, whole or not at all. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    const now = Date.now();
    for (const [key, { until }] of this.records) if (until !== null && until <= now) this.records.delete(key);
    const text = JSON.stringify({ records: [...this.records], registered: this.registered });
    await writeFile(`${this.#file}.new`, text, { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
  }
}

/** The storage interface of oidc-provider on top of the store; one adapter per kind of record. */
export function adapterOn(store: Store) {
  return (kind: string) => {
    const keyOf = (id: string) => `${kind}:${id}`;
    const find = async (id: string) => {
      const kept = store.records.get(keyOf(id));
      return kept && (kept.until === null || kept.until > Date.now()) ? kept.payload : undefined;
    };
    const findBy = async (field: string, value: string) =>
      [...store.records].find(
        ([key, { payload }]) => key.startsWith(`${kind}:`) && payload[field] === value,
      )?.[1].payload;

    return {
      find,
      findByUid: (uid: string) => findBy('uid', uid),
      findByUserCode: (code: string) => findBy('userCode', code),
      async upsert(id: string, payload: Record<string, unknown>, seconds?: number) {
        store.records.set(keyOf(id), { payload, until: seconds ? Date.now() + seconds * 1000 : null });
        store.save();
      },
      async consume(id: string) {
        const payload = await find(id);
        if (payload) payload['consumed'] = Math.floor(Date.now() / 1000);
        store.save();
      },
      async destroy(id: string) {
        store.records.delete(keyOf(id));
        store.save();
      },
      async revokeByGrantId(grantId: string) {
        for (const [key, { payload }] of store.records)
          if (key.startsWith(`${kind}:`) && payload['grantId'] === grantId) store.records.delete(key);
        store.save();
      },
    };
  };
}

/** Whether this is the person's password; takes the same time for a wrong one. */
export function isPassword(person: Person, password: string): boolean {
  const [scheme, salt, expected] = person.password.split(':');
  if (scheme !== 'scrypt' || !salt || !expected) return isSame(person.password, password);
  return isSame(person.password, hashOf(password, salt));
}

function hashOf(password: string, salt = randomBytes(16).toString('hex')): string {
  return `scrypt:${salt}:${scryptSync(password, salt, 32).toString('hex')}`;
}

function isSame(expected: string, actual: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(actual)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // Missing or half written: people sign in again, nothing else is lost.
  }
}
