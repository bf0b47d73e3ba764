import { pbkdf2Sync } from 'node:crypto';

import type { Person } from '../local/sign-in/people.ts';
import type { Realm } from './realm.ts';

type Json = Record<string, unknown>;

/** The second factor of all demonstration staff: in every authenticator app the same codes. Never in production. */
export const DEMONSTRATION_SECRET = 'mitsprache-demonstration';

const ITERATIONS = 1_000;

/**
 * The realm with the people of the demonstration; their codes may be used twice, because several share one. In
 * Keycloak subjects are unique over all realms, so only one realm can have those of the local sign-in.
 */
export function withDemonstration(realm: Realm, people: Person[], keepsSubjects = true): Realm {
  return {
    ...realm,
    otpPolicyCodeReusable: true,
    users: [...realm.users, ...people.map((person) => userOf(person, keepsSubjects))],
    organizations: organizationsOf(people),
  };
}

function organizationsOf(people: Person[]): Json[] {
  const aliases = [...new Set(people.flatMap(({ organization }) => organization ?? []))];
  return aliases.map((alias) => ({
    name: alias,
    alias,
    enabled: true,
    domains: [{ name: `${alias}.example`, verified: true }],
    members: people
      .filter(({ organization }) => organization === alias)
      .map(({ username }) => ({ username, membershipType: 'UNMANAGED' })),
  }));
}

function userOf(person: Person, keepsSubject: boolean): Json & { username: string } {
  const { subject, username, password, givenName, familyName, email, isEmailVerified, roles } = person;
  return {
    ...(keepsSubject && { id: subject }),
    username,
    enabled: true,
    firstName: givenName,
    lastName: familyName,
    email,
    emailVerified: isEmailVerified,
    realmRoles: roles,
    attributes: { assurance: [person.assurance], assurance_source: [person.assuranceSource] },
    credentials: [passwordOf(username, password), ...(person.acr === '2' ? [secondFactor()] : [])],
  };
}

/** Hashed here: Keycloak would measure a plain word against the password policy, which `demo` does not meet. */
function passwordOf(username: string, password: string): Json {
  const salt = Buffer.from(username.padEnd(16, '.'));
  const value = pbkdf2Sync(password, salt, ITERATIONS, 64, 'sha512').toString('base64');
  return {
    type: 'password',
    secretData: JSON.stringify({ value, salt: salt.toString('base64') }),
    credentialData: JSON.stringify({ hashIterations: ITERATIONS, algorithm: 'pbkdf2-sha512' }),
  };
}

function secondFactor(): Json {
  return {
    type: 'otp',
    userLabel: 'Vorführung',
    secretData: JSON.stringify({ value: DEMONSTRATION_SECRET }),
    credentialData: JSON.stringify({
      subType: 'totp',
      digits: 6,
      period: 30,
      algorithm: 'HmacSHA1',
      counter: 0,
    }),
  };
}
