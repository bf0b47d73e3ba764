import { Sentence } from '../local/sentence.ts';
import type { Part, Place } from './parts.ts';
import type { Realm } from './realm.ts';

interface Execution {
  id: string;
  level: number;
  authenticationFlow?: boolean;
  displayName: string;
  providerId?: string;
  requirement: string;
}

interface Step {
  authenticator?: string;
  authenticatorConfig?: string;
  flowAlias?: string;
  requirement: string;
}

/**
 * Ways to sign in. One that is missing is made; one whose steps are others than ours is told, not mended: its name
 * carries a number that rises with each change, because Keycloak cannot change a way in use in one step.
 */
export const flows: Part = async (place, realm) => {
  const top = realm.authenticationFlows.filter(({ topLevel }) => topLevel);
  const known = (await place.keycloak.authenticationManagement.getFlows({ realm: place.realm })).map(
    ({ alias }) => alias,
  );
  return Promise.all(
    top.map(async ({ alias }) => {
      const isThere = known.includes(alias);
      const steps = (isThere ? await executionsOf(place, alias) : []).map(
        ({ authenticationFlow, displayName, providerId, requirement }) =>
          `${authenticationFlow ? displayName : providerId} ${requirement}`,
      );
      return {
        name: `flow ${alias}`,
        wanted: { steps: stepsOf(realm, alias) },
        there: isThere ? { steps } : null,
        write: () => (isThere ? refuse(alias) : make(place, realm, alias)),
      };
    }),
  );
};

function refuse(alias: string): never {
  throw new Sentence(
    `The sign-in flow "${alias}" in Keycloak is not the one of the code: put it back as it was, or give it a new number in realm.json.`,
  );
}

async function make(place: Place, realm: Realm, alias: string): Promise<void> {
  const { description = '' } = ownOf(realm, alias);
  await place.keycloak.authenticationManagement.createFlow({
    ...{ realm: place.realm, alias, description, providerId: 'basic-flow', topLevel: true, builtIn: false },
  });
  await fill(place, realm, alias);
}

/** Adds the steps of a flow, one after the other: their order is that in which they were added. */
async function fill(place: Place, realm: Realm, flow: string): Promise<void> {
  const [{ authenticationManagement: management }, name] = [place.keycloak, { realm: place.realm }];
  for (const { flowAlias, authenticator, authenticatorConfig, requirement } of ownOf(realm, flow).steps) {
    if (flowAlias) {
      const subflow = { alias: flowAlias, type: 'basic-flow', provider: '', description: '' };
      await management.addFlowToFlow({ ...name, flow, ...subflow });
    } else await management.addExecutionToFlow({ ...name, flow, provider: authenticator! });
    const added = (await executionsOf(place, flow)).filter(({ level }) => level === 0).at(-1)!;
    await management.updateExecution({ ...name, flow }, { ...added, requirement } as never);
    if (authenticatorConfig)
      await management.createConfig({ ...name, id: added.id, ...configOf(realm, authenticatorConfig) });
    if (flowAlias) await fill(place, realm, flowAlias);
  }
}

const executionsOf = async ({ keycloak, realm }: Place, flow: string): Promise<Execution[]> =>
  (await keycloak.authenticationManagement.getExecutions({ realm, flow })) as Execution[];

function ownOf(realm: Realm, alias: string): { description?: string; steps: Step[] } {
  const flow = realm.authenticationFlows.find((one) => one.alias === alias) ?? {};
  const { description, authenticationExecutions: steps = [] } = flow as never as {
    description?: string;
    authenticationExecutions?: Step[];
  };
  return { ...(description && { description }), steps };
}

function configOf(realm: Realm, wanted: string): { alias: string; config: Record<string, string> } {
  const all = realm['authenticatorConfig'] as { alias: string; config: Record<string, string> }[];
  return all.find(({ alias }) => alias === wanted)!;
}

const stepsOf = (realm: Realm, alias: string): string[] =>
  ownOf(realm, alias).steps.flatMap(({ authenticator, flowAlias, requirement }) => [
    `${flowAlias ?? authenticator} ${requirement}`,
    ...(flowAlias ? stepsOf(realm, flowAlias) : []),
  ]);
