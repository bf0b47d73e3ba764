import { apply } from '../../keycloak/apply.ts';
import { withDemonstration } from '../../keycloak/demonstration.ts';
import { realmFor, type RealmOptions } from '../../keycloak/realm.ts';
import { people } from '../sign-in/people.ts';

// A realm for one test file: `node test-realm.ts '{"url":…,"adminPassword":…,"origin":…,"name":…,"clientJwk":…}'`.
// Prints its issuer.
const { url, adminPassword, ...realm } = JSON.parse(process.argv[2] ?? '{}') as RealmOptions & {
  url: string;
  adminPassword: string;
};
await apply(withDemonstration(realmFor(realm), people, false), { url, adminPassword });
console.log(`${url}/realms/${realm.name}`);
