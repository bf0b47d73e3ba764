import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type KeycloakAdminClient from '@keycloak/keycloak-admin-client';

import { Visitor } from '../../backend/test/visitor.ts';
import { connect } from '../../infra/keycloak/apply.ts';
import { withKeycloak } from '../../infra/local/keycloak/for-tests.ts';
import { installTools } from '../../infra/local/keycloak/tools.ts';
import { freePort, startPostgres } from '../../infra/local/postgres.ts';
import { idOf } from '../operations.ts';
import { place, start } from './installation.ts';

const REALM = 'mitsprache';
const MANY = 500;
/** Sixty a minute from one address are let through. */
const SIGN_INS = 55;
const MINUTE_MS = 61_000;
const QUESTIONS = 400;
const TURNS = 3;

/** p95 in milliseconds with the Organizations of the demonstration, and with 500. */
export interface AmongOrganizations {
  what: string;
  few: number;
  many: number;
  ratio: number;
}

interface Times {
  signIns: number[];
  questions: number[];
}

/** How long a sign-in and the question who is there take, in turns with few and with many; null without Keycloak. */
export async function signInAmong(): Promise<AmongOrganizations[] | null> {
  if (!installTools()) return null;
  const folder = mkdtempSync(join(tmpdir(), 'mitsprache-keycloak-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: folder, password: 'bench', throwAway: true });
  try {
    const setting = { folder, ownerUrl: postgres.url, port: await freePort() };
    return await withKeycloak(setting, (words) => withPortal(JSON.parse(words) as Words));
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Words {
  url: string;
  adminPassword: string;
}

async function withPortal({ url, adminPassword }: Words): Promise<AmongOrganizations[]> {
  const { folder, port, remove } = await place();
  const environment = { KEYCLOAK_URL: url, KEYCLOAK_ADMIN_PASSWORD: adminPassword };
  const portal = await start(folder, port, { words: ['--keycloak'], environment });
  try {
    const at = `http://zeitz.localhost:${port}`;
    const [few, many]: [Times, Times] = [empty(), empty()];
    await measure(at, empty());
    for (let turn = 0; turn < TURNS; turn += 1) {
      await measure(at, few);
      const added = await addOrganizations(await connect(url, adminPassword));
      await measure(at, many);
      const keycloak = await connect(url, adminPassword);
      for (const id of added) await keycloak.organizations.delById({ realm: REALM, id });
    }
    return [
      compared('sign-in', few.signIns, many.signIns),
      compared('who is there', few.questions, many.questions),
    ];
  } finally {
    await portal.stop();
    remove();
  }
}

const empty = (): Times => ({ signIns: [], questions: [] });

/** As many as there are to be, beside those that are there. */
async function addOrganizations(keycloak: KeycloakAdminClient): Promise<string[]> {
  const there = await keycloak.organizations.find({ realm: REALM, first: 0, max: MANY });
  const added: string[] = [];
  for (let number = there.length; number < MANY; number += 1) {
    const name = `bench-${number}`;
    const made = await keycloak.organizations.create({ realm: REALM, name, alias: name, enabled: true });
    added.push(made.id);
  }
  return added;
}

/** Whole sign-ins with a password, each in a browser of its own, and questions of the last one. */
async function measure(at: string, { signIns, questions }: Times): Promise<void> {
  const isOver = new Promise((done) => setTimeout(done, MINUTE_MS));
  let visitor = new Visitor();
  for (let count = 0; count < SIGN_INS; count += 1) {
    visitor = new Visitor();
    const began = performance.now();
    const page = await (await visitor.visit(`${at}/auth/login?to=/health/live`)).text();
    await visitor.send(page, { username: 'anna', password: 'demo' });
    signIns.push(performance.now() - began);
    if (visitor.at !== `${at}/health/live`) throw new Error(`The sign-in ended at ${visitor.at}.`);
  }
  const body = JSON.stringify({ id: idOf('Me'), variables: {} });
  const headers = { 'content-type': 'application/json', 'x-requested-by': 'bench' };
  for (let count = 0; count < QUESTIONS; count += 1) {
    const began = performance.now();
    const answer = await visitor.step(`${at}/graphql`, { method: 'POST', body, headers });
    if (!(await answer.text()).includes('Anna Albrecht')) throw new Error('Nobody is signed in.');
    questions.push(performance.now() - began);
  }
  await isOver;
}

function compared(what: string, few: number[], many: number[]): AmongOrganizations {
  const p95 = (times: number[]) => times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)]!;
  return { what, few: p95(few), many: p95(many), ratio: p95(many) / p95(few) };
}
