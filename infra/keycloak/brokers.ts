import { readFileSync } from 'node:fs';
import * as v from 'valibot';

import { Sentence } from '../local/sentence.ts';
import type { Place, Wish } from './parts.ts';

type Json = Record<string, unknown>;

const word = v.pipe(v.string(), v.minLength(1));
/** yes for the directory of a town: no button for everybody, the portal of the town has one (OIDC_DIRECTORIES). */
const isDirectory = v.optional(v.boolean(), false);
const BrokerSchema = v.variant('protocol', [
  v.strictObject({
    protocol: v.literal('saml'),
    /** In the address and in the claim `identity_provider`: `bundid` and `muk` have levels of their own. */
    alias: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,40}$/)),
    /** What stands on the button of the sign-in page. */
    name: word,
    /** Where it describes itself: SAML metadata. */
    metadata: v.pipe(v.string(), v.url()),
    /** The name of the attribute that says how sure it is of who somebody is. */
    level: v.optional(word),
    isDirectory,
    /** The names of the attributes that we take over. */
    attributes: v.strictObject({ email: word, firstName: word, lastName: word }),
  }),
  v.strictObject({
    protocol: v.literal('oidc'),
    alias: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,40}$/)),
    name: word,
    /** Its `.well-known/openid-configuration`. */
    metadata: v.pipe(v.string(), v.url()),
    clientId: word,
    clientSecret: word,
    /** The claim that says how sure it is of who somebody is. */
    level: v.optional(word),
    isDirectory,
  }),
]);

/** Another place where people prove who they are. */
export type Broker = v.InferOutput<typeof BrokerSchema>;

/** The brokers of a file that the operator keeps; throws a sentence where it does not hold. */
export function brokersIn(file: string): Broker[] {
  const { success, output, issues } = v.safeParse(
    v.array(BrokerSchema),
    JSON.parse(readFileSync(file, 'utf8')),
  );
  if (success) return output;
  throw new Sentence(
    `${file}: ${issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; ')}`,
  );
}

/** What Keycloak learns from a broker's own description, with what we say of it. */
export async function brokerWishes(place: Place, brokers: Broker[]): Promise<Wish[]> {
  const wishes: Wish[] = [];
  for (const broker of brokers)
    wishes.push(await providerWish(place, broker), ...(await mapperWishes(place, broker)));
  return wishes;
}

async function providerWish({ keycloak, realm }: Place, broker: Broker): Promise<Wish> {
  const { alias, name: displayName, protocol: providerId, metadata: fromUrl } = broker;
  const learnt = (await keycloak.identityProviders.importFromUrl({ realm, providerId, fromUrl })) as Json;
  const there = ((await keycloak.identityProviders.findOne({ realm, alias })) ?? null) as Json | null;
  const given =
    broker.protocol === 'oidc'
      ? {
          clientId: broker.clientId,
          clientAuthMethod: 'client_secret_post',
          defaultScope: 'openid profile email',
          pkceEnabled: 'true',
          pkceMethod: 'S256',
          // A step-up asks the directory again too.
          passMaxAge: 'true',
        }
      : { wantAssertionsSigned: 'true', validateSignature: 'true', principalType: 'SUBJECT' };
  const config = { ...learnt, ...given, syncMode: 'FORCE' };
  // An address counts when Keycloak has confirmed it by mail: nobody becomes another by what a broker says.
  const wanted = {
    ...{ alias, displayName, providerId, enabled: true, config },
    ...{
      trustEmail: false,
      hideOnLogin: broker.isDirectory ?? false,
      linkOnly: false,
      storeToken: false,
    },
    firstBrokerLoginFlowAlias: 'first broker login',
    ...(broker.isDirectory && { postBrokerLoginFlowAlias: 'mitsprache after directory 1' }),
  };
  // Keycloak answers with stars instead of a secret, so it is written and never compared.
  const secret = broker.protocol === 'oidc' ? { clientSecret: broker.clientSecret } : {};
  const whole = { ...there, ...wanted, config: { ...(there?.['config'] as Json), ...config, ...secret } };
  return {
    name: `broker ${alias}`,
    wanted,
    there,
    write: () =>
      there
        ? keycloak.identityProviders.update({ realm, alias }, whole as never)
        : keycloak.identityProviders.create({ realm, ...whole } as never),
  };
}

/** What is taken over at each sign-in anew: a level of last year says nothing of today. */
function mappersOf(broker: Broker): (Json & { name: string })[] {
  const { alias: identityProviderAlias, level } = broker;
  const isSaml = broker.protocol === 'saml';
  const mapper = (name: string, from: string) => ({
    ...{ name, identityProviderAlias },
    identityProviderMapper: isSaml ? 'saml-user-attribute-idp-mapper' : 'oidc-user-attribute-idp-mapper',
    config: { syncMode: 'FORCE', 'user.attribute': name, [isSaml ? 'attribute.name' : 'claim']: from },
  });
  const names = broker.protocol === 'saml' ? Object.entries(broker.attributes) : [];
  return [
    ...names.map(([name, from]) => mapper(name, from)),
    ...(level ? [mapper('assurance_level', level)] : []),
  ];
}

async function mapperWishes({ keycloak, realm }: Place, broker: Broker): Promise<Wish[]> {
  const { alias } = broker;
  const isThere = await keycloak.identityProviders.findOne({ realm, alias });
  const present = isThere ? ((await keycloak.identityProviders.findMappers({ realm, alias })) as Json[]) : [];
  return mappersOf(broker).map((mapper) => {
    const there = present.find(({ name }) => name === mapper.name) ?? null;
    return {
      name: `broker ${alias}, ${mapper.name}`,
      wanted: mapper,
      there,
      write: () =>
        there
          ? keycloak.identityProviders.updateMapper(
              { realm, alias, id: String(there['id']) },
              { ...there, ...mapper },
            )
          : keycloak.identityProviders.createMapper({ realm, alias, identityProviderMapper: mapper }),
    };
  });
}
