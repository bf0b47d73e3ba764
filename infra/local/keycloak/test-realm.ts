import { apply } from '../../keycloak/apply.ts';
import type { Broker } from '../../keycloak/brokers.ts';
import { withDemonstration } from '../../keycloak/demonstration.ts';
import { realmFor, type RealmOptions } from '../../keycloak/realm.ts';
import { people } from '../sign-in/people.ts';

// A realm for one test file: `node test-realm.ts '{"url":…,"adminPassword":…,"origin":…,"name":…,"clientJwk":…}'`.
// Prints what was changed, or with isCheck would be.
const {
  url,
  adminPassword,
  isCheck = false,
  brokers = [],
  ...realm
} = JSON.parse(process.argv[2] ?? '{}') as RealmOptions & {
  url: string;
  adminPassword: string;
  isCheck?: boolean;
  brokers?: Broker[];
};
const wanted = withDemonstration(realmFor(realm), people, false);
for (const line of await apply(wanted, { url, adminPassword, brokers, isCheck })) console.log(line);
