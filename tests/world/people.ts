import { people } from '../../infra/local/sign-in/people.ts';
import type { Product } from './product.ts';

type Town = { id: string; slug: string };
type Role = Parameters<Product['accounts']['grantRole']>[1];

/** Who releases and answers in the demonstration. */
const CLERK = 'planung';

/** Gives every demonstration login an account, staff their role in their town and the operator the Land. */
export async function meetPeople(world: Product): Promise<void> {
  for (const { subject, username, givenName, familyName, email, assurance, assuranceSource } of people) {
    const introduction = {
      subject,
      name: `${givenName} ${familyName}`,
      mail: email,
      assurance,
      assuranceSource,
    };
    const account = await world.as(null, () => world.accounts.meet(introduction));
    if (username === CLERK) world.workAs(account.id);
  }
}

/** Gives the staff of a town their roles, once the town is there. */
export async function grantRoles(world: Product, town: Town): Promise<void> {
  for (const { subject, organization, roles } of people) {
    if (organization !== town.slug) continue;
    await world.as(town, async () => {
      const { id } = await world.accounts.find(subject);
      for (const role of roles) await world.accounts.grantRole(id, role as Role);
    });
  }
}

/** Registers the public bodies of the demonstration, each with its coordinator. */
export async function registerInstitutions(world: Product): Promise<void> {
  for (const { subject, email, institution } of people) {
    if (!institution) continue;
    await world.as(null, async () => {
      const { id } = await world.accounts.find(subject);
      const now = world.clock.now();
      await world.rows(
        `with registered as (
           insert into institution (id, name, registered_at) values (gen_random_uuid(), ?, ?) returning id
         )
         insert into institution_member (id, institution_id, role, mail, invited_at, expires_at, account_id, accepted_at)
           select gen_random_uuid(), registered.id, 'coordinator', ?, ?, ?, ?::uuid, ? from registered returning id`,
        [institution, now, email, now, now, id, now],
      );
    });
  }
}

/** Appoints who runs the portal for all towns. */
export async function appointOperator(world: Product): Promise<void> {
  const operators = people.filter(({ roles }) => roles.includes('land-operator'));
  for (const { subject } of operators) {
    await world.as(null, async () => world.accounts.appointOperator(await world.accounts.find(subject)));
  }
}
