import { Injectable } from '@nestjs/common';

import { env } from '../platform/env.js';
import { TenantService } from '../tenant/tenant.service.js';

const main = new URL(env.ORIGIN);
const LONGEST_PATH = 2_000;

/** Where the staff of one town signs in at work, as a broker of the issuer. */
export interface Directory {
  alias: string;
  name: string;
}

/** Where a sign-in may lead back to: paths of our own hosts, nothing else. */
@Injectable()
export class Addresses {
  constructor(private readonly tenants: TenantService) {}

  /** The main host of the installation, with its port. */
  readonly mainHost = main.host;

  /** An address on the main host. */
  onMain(path: string, query: Record<string, string> = {}): string {
    const url = new URL(path, main);
    url.search = new URLSearchParams(query).toString();
    return url.href;
  }

  /** An address on one of our hosts. */
  on(host: string, path: string): string {
    return new URL(safePath(path), `${main.protocol}//${host}`).href;
  }

  /** Whether a host with its port is the main host or a tenant's. */
  async isOurs(host: string): Promise<boolean> {
    const url = URL.parse(`${main.protocol}//${host}`);
    if (!url || url.host !== host || url.port !== main.port) return false;
    return this.tenants.isOurs(host);
  }

  /** The directory of the town behind a host; null where it has none of its own. */
  async directoryOn(host: string): Promise<Directory | null> {
    const { slug = '' } = (await this.tenants.forHost(host)) ?? {};
    return env.OIDC_DIRECTORIES[slug] ?? null;
  }
}

/** A path on the same host; `/` for everything that could lead elsewhere. */
export function safePath(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || path.length > LONGEST_PATH) return '/';
  const url = URL.parse(path, 'http://same.invalid');
  return url?.host === 'same.invalid' ? url.pathname.replace(/^\/+/, '/') + url.search + url.hash : '/';
}
