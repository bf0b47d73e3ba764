import type Keycloak from 'keycloak-js';
import type { KeycloakAdapter } from 'keycloak-js';

import { pathOn, signInAddress, wishOf, type Wish } from './addresses.ts';

/**
 * keycloak-js without tokens: its login, logout, register, step-up and account lead to the backend, which keeps the
 * tokens (RFC 10017, backend for frontend). Loaded only by pages that call it.
 */
export async function connectKeycloak(isSignedIn: boolean): Promise<Keycloak> {
  const { default: Client } = await import('keycloak-js');
  const keycloak = new Client({ url: location.origin, realm: 'mitsprache', clientId: 'mitsprache-backend' });
  await keycloak.init({ adapter, checkLoginIframe: false, pkceMethod: 'S256' });
  keycloak.authenticated = isSignedIn;
  return keycloak;
}

const adapter: KeycloakAdapter = {
  login: (options) => go(wishOf(options), options?.redirectUri),
  register: (options) => go('register', options?.redirectUri),
  async logout(options) {
    // A form, because signing out changes something and another site must not be able to link to it.
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/auth/logout';
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'to' });
    field.value = pathTo(options?.redirectUri);
    form.append(field);
    document.body.append(form);
    form.submit();
  },
  async accountManagement() {
    location.assign('/auth/account');
  },
  redirectUri: (options) => options?.redirectUri ?? location.href,
};

async function go(wish: Wish, redirectUri: string | undefined): Promise<void> {
  location.assign(signInAddress(wish, pathTo(redirectUri)));
}

const pathTo = (redirectUri: string | undefined) =>
  pathOn(location.origin, redirectUri, location.pathname + location.search);
