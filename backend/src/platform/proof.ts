import type { Challenge, Payload } from 'altcha-lib';
import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Injectable } from '@nestjs/common';

import { clock } from './clock.js';
import { Database } from './database.js';
import { mac } from './mac.js';

const LIFE_MS = 2 * 3_600_000;
const COST = 1_000;
/** How many keys a device derives at most at the threshold: well below a second. It doubles as the excess doubles. */
const EASY = 1_000;
const HARD = 32_000;
const MAX_BYTES = 4_000;

/** Proofs of work (ALTCHA) that a device gives where very much comes from its network: no cookie, no call elsewhere. */
@Injectable()
export class Proofs {
  constructor(private readonly database: Database) {}

  /** A task, signed with the installation's key and good for two hours; harder where `times` as much comes as is usual. */
  async challenge(times: number): Promise<Challenge> {
    const difficulty = Math.round(Math.min(Math.max(EASY * times, EASY), HARD));
    return createChallenge({
      ...{ algorithm: 'PBKDF2/SHA-256', cost: COST, counter: randomInt(difficulty, difficulty / 2) },
      ...{ deriveKey, ...keys(), data: { until: clock.now().getTime() + LIFE_MS } },
    });
  }

  /** Whether a task was solved, in time, and not for anything but `id` before: once for all processes. */
  async accept(proof: string, id: string): Promise<boolean> {
    const payload = payloadOf(proof);
    const { verified } = payload
      ? await verifySolution({ ...payload, deriveKey, ...keys() }).catch(() => ({ verified: false }))
      : { verified: false };
    const until = Number(payload?.challenge.parameters.data?.until);
    if (!payload || !verified || !(until > clock.now().getTime())) return false;

    const used = await this.database.rows(
      // The nonce is what the signature covers: nobody can write it in another way.
      `insert into visits.proof as p (nonce, used_for, ends_at) values (?, ?, ?)
       on conflict (nonce) do update set used_for = p.used_for where p.used_for = excluded.used_for returning nonce`,
      [payload.challenge.parameters.nonce, id, new Date(until)],
    );
    return used.length === 1;
  }
}

const keys = () => ({
  hmacSignatureSecret: mac('codeKey', 'proof').toString('hex'),
  hmacKeySignatureSecret: mac('codeKey', 'proof-key').toString('hex'),
});

/** What the browser sends, if it can be one: base64 of JSON. */
function payloadOf(proof: string): (Payload & { challenge: Challenge }) | null {
  if (proof.length > MAX_BYTES) return null;
  try {
    const payload = JSON.parse(Buffer.from(proof, 'base64').toString('utf8')) as Payload | null;
    const { signature, parameters } = payload?.challenge ?? {};
    const isWhole =
      typeof signature === 'string' && parameters?.algorithm === 'PBKDF2/SHA-256' && parameters.cost === COST;
    return isWhole && payload?.solution ? payload : null;
  } catch {
    return null;
  }
}
