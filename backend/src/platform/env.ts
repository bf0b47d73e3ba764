import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

const url = v.pipe(v.string(), v.url());

const directory = v.strictObject({
  alias: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,40}$/)),
  name: v.pipe(v.string(), v.minLength(1)),
});

/** Every variable with a sentence and a safe default; a process with a wrong one does not start. */
const Environment = v.object({
  /** Where the one-port server listens; 3000 by default. */
  PORT: v.optional(
    v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(0), v.maxValue(65535)),
    '3000',
  ),
  /** The interface that is listened on; loopback by default. */
  HOST: v.optional(v.string(), '127.0.0.1'),
  /** The main address of the installation; receipts and sign-in carry it. */
  ORIGIN: v.optional(v.pipe(url, v.regex(/[^/]$/)), 'http://localhost:3000'),
  /** PostgreSQL as role mitsprache_app: neither owner nor superuser. */
  DATABASE_URL: v.optional(url, 'postgres://mitsprache_app@127.0.0.1:5432/mitsprache'),
  /** PostgreSQL as role mitsprache_public: sees the schema pub only; may point to a replica. */
  DATABASE_PUBLIC_URL: v.optional(url, 'postgres://mitsprache_public@127.0.0.1:5432/mitsprache'),
  /** How many connections one process keeps for each of the two roles. */
  DATABASE_POOL: v.optional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1)), '10'),
  /** The OpenID Connect issuer; by default the local sign-in on the same port. */
  OIDC_ISSUER: v.optional(url),
  /** Our name at the issuer. */
  OIDC_CLIENT_ID: v.optional(v.string(), 'mitsprache-backend'),
  /** The issuer's client for programs that people run themselves; their bearer tokens are taken too. */
  OIDC_API_CLIENT_ID: v.optional(v.string(), 'mitsprache-api'),
  /** yes where the issuer is a Keycloak whose Organizations the worker keeps like the towns. */
  OIDC_ORGANIZATIONS: v.optional(v.picklist(['yes', 'no']), 'no'),
  /** A tenant's slug with alias and name of its own directory at the issuer: {"zeitz":{"alias":"rathaus","name":"Rathaus Zeitz"}} */
  OIDC_DIRECTORIES: v.optional(v.pipe(v.string(), v.parseJson(), v.record(v.string(), directory)), '{}'),
  /** After so many days without a sign-in a person's roles in a town end; at least 30. */
  STAFF_IDLE_DAYS: v.optional(
    v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(30), v.maxValue(3_650)),
    '180',
  ),
  /** Where mail goes; without it mail is kept in DATA_DIR/mail and shown on /mail, on loopback only. */
  SMTP_URL: v.optional(url),
  /** The sender of mail. */
  MAIL_FROM: v.optional(v.string(), 'Mitsprache <beteiligung@mitsprache.example>'),
  /** Where mails that cannot be delivered come back: a domain whose MX leads to BOUNCE_PORT; without it only refusals count. */
  BOUNCE_DOMAIN: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9.-]{1,100}$/))),
  /** The port on which the worker takes in what comes back, by SMTP; without it nothing listens. */
  BOUNCE_PORT: v.optional(
    v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(65535)),
  ),
  /** Everything that the product keeps outside the database. */
  DATA_DIR: v.optional(v.string(), '.data'),
  /** The folder of uploaded and plan files; DATA_DIR/files by default. */
  FILES_DIR: v.optional(v.string()),
  /** Keys and passwords as JSON, mode 0600; DATA_DIR/secrets.json by default. */
  SECRETS_FILE: v.optional(v.string()),
  /** clamd as tcp://host:port; without it files are not scanned. */
  CLAMAV_URL: v.optional(url),
  /** trace, debug, info, warn, error or silent. */
  LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'silent']), 'info'),
  /** The Land whose law and holidays hold, as ISO 3166-2 without DE-. */
  LAND: v.optional(v.string(), 'ST'),
  /** yes where people, plans and statements are invented: pages and mails say so. */
  DEMONSTRATION: v.optional(v.picklist(['yes', 'no']), 'no'),
  /** A tile server for the base map as {z}/{x}/{y}; without it maps show outlines on plain ground. */
  TILE_URL: v.optional(v.string()),
  /** The manifest of trusted documents that the frontend's build writes. */
  DOCUMENTS_FILE: v.optional(v.string(), join(import.meta.dirname, '../../../frontend/build/documents.json')),
});

const hexKey = v.pipe(v.string(), v.hexadecimal(), v.length(64));
const privateJwk = v.looseObject({ kid: v.string(), kty: v.string(), d: v.string() });

const Secrets = v.object({
  contextKey: hexKey,
  sessionKey: hexKey,
  codeKey: hexKey,
  receiptKey: privateJwk,
  registerKey: privateJwk,
  clientKey: privateJwk,
});

export type Environment = v.InferOutput<typeof Environment> & { FILES_DIR: string; SECRETS_FILE: string };
export type Secrets = v.InferOutput<typeof Secrets>;

/** The validated environment; throws one sentence per wrong variable. */
export const env: Environment = readEnvironment(process.env);

let loaded: Secrets | null = null;

/** The keys of this installation, read once from SECRETS_FILE. */
export const secrets = (): Secrets => (loaded ??= readSecrets(env.SECRETS_FILE));

function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const { success, output, issues } = v.safeParse(Environment, given);
  if (!success) throw new Error(`Wrong configuration: ${sentences(issues)}`);

  return {
    ...output,
    FILES_DIR: output.FILES_DIR ?? join(output.DATA_DIR, 'files'),
    SECRETS_FILE: output.SECRETS_FILE ?? join(output.DATA_DIR, 'secrets.json'),
  };
}

function readSecrets(file: string): Secrets {
  const { success, output, issues } = v.safeParse(Secrets, JSON.parse(readFileSync(file, 'utf8')));
  if (!success) throw new Error(`Wrong keys in ${file}: ${sentences(issues)}`);
  return output;
}

function sentences(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; ');
}
