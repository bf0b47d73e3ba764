import { execFile } from 'node:child_process';
import { createHmac, createPrivateKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';

/** A running Keycloak that tests may make realms in; `npm test` starts one and names it here. */
interface TestKeycloak {
  url: string;
  adminPassword: string;
  /** Its database as superuser. */
  databaseUrl: string;
}

interface Asked {
  method?: string;
  body?: unknown;
}

interface RealmOptions {
  origin: string;
  clientJwk: Record<string, unknown>;
}

const given = process.env.TEST_KEYCLOAK;
/** Whether this run signs in through a real Keycloak. */
export const IS_KEYCLOAK = Boolean(given);

const MAKE = join(import.meta.dirname, '../../infra/local/keycloak/test-realm.ts');
const DEMONSTRATION_SECRET = 'mitsprache-demonstration';

/** A realm of its own in the real Keycloak, for one test file. */
export class RealmOfKeycloak {
  private constructor(
    readonly keycloak: TestKeycloak,
    readonly name: string,
    private readonly options: RealmOptions,
  ) {}

  static async make(options: RealmOptions): Promise<RealmOfKeycloak> {
    const keycloak = JSON.parse(given!) as TestKeycloak;
    const name = `test-${randomBytes(4).toString('hex')}`;
    const realm = new RealmOfKeycloak(keycloak, name, options);
    await realm.apply();
    return realm;
  }

  /** Makes the realm what the code says; returns what was changed. In a process of its own, as people run it. */
  async apply({ isCheck = false, brokers = [] as object[] } = {}): Promise<string[]> {
    const words = JSON.stringify({ ...this.keycloak, ...this.options, name: this.name, isCheck, brokers });
    const { stdout } = await promisify(execFile)(process.execPath, [MAKE, words]);
    return stdout.split('\n').filter(Boolean);
  }

  get issuer(): string {
    return `${this.keycloak.url}/realms/${this.name}`;
  }

  /** Read from Keycloak's database: its admin API gives no private key away. */
  async signingKey(): Promise<Record<string, string>> {
    const { keys } = (await (await fetch(`${this.issuer}/protocol/openid-connect/certs`)).json()) as {
      keys: { kid: string; alg: string }[];
    };
    const { kid } = keys.find(({ alg }) => alg === 'ES256')!;
    const [row] = await this.rows<{ value: string }>(
      `select c.value from component_config c join component k on k.id = c.component_id
       join realm r on r.id = k.realm_id where r.name = $1 and c.name = 'ecdsaPrivateKey'`,
      [this.name],
    );
    const key = createPrivateKey({ key: Buffer.from(row!.value, 'base64'), format: 'der', type: 'pkcs8' });
    return { ...(key.export({ format: 'jwk' }) as Record<string, string>), kid, alg: 'ES256' };
  }

  /** One question to the admin API about this realm. */
  admin(path: string, asked: Asked = {}): Promise<Response> {
    return this.adminOf(`/${this.name}${path}`, asked);
  }

  /** One question to the admin API about any realm; its name begins the path. */
  async adminOf(path: string, { method = 'GET', body }: Asked = {}): Promise<Response> {
    const { url, adminPassword } = this.keycloak;
    const token = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: 'admin-cli',
        username: 'admin',
        password: adminPassword,
      }),
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    return fetch(`${url}/admin/realms${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  async stop(): Promise<void> {
    await this.admin('', { method: 'DELETE' });
  }

  private async rows<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.keycloak.databaseUrl });
    await client.connect();
    return client
      .query<Row>(sql, values)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  }
}

/** What an authenticator app shows now (RFC 6238): that of the demonstration staff, or of somebody who set one up. */
export function codeNow(secret = DEMONSTRATION_SECRET): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', secret).update(counter).digest();
  return String((hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
