import { Extensions } from '@nestjs/graphql';

import { current, type Actor } from './current.js';
import { forbidden, notFound } from './problem.js';

/** A pure function of the actor and a loaded object. */
export type Rule<Subject> = (actor: Actor, subject: Subject) => boolean;

/**
 * Asks one policy rule about one subject, and remembers that somebody asked. Throws `<rule>.forbidden`, or
 * `<hidden>.not-found` where the object must look like a missing one.
 */
export function authorize<Subject>(rule: Rule<Subject>, subject: Subject, hidden?: string): void {
  current.markAuthorized();
  if (!rule(current.actor, subject)) throw hidden ? notFound(hidden) : forbidden(rule.name);
}

/** What a field or a type says about who may see it: plain public data, or the rule that is asked. */
export type Access = 'public' | Rule<never>;

/**
 * On a query: it reads only `pub`, needs no policy and may be asked free-form. On a type or field: plain public
 * data. Every use is a decision to be reviewed.
 */
export const Public = () => Extensions({ access: 'public' satisfies Access });

/** On a type or field: the rule is asked about the parent object each time before the value leaves. */
export const Guarded = <Subject>(rule: Rule<Subject>) => Extensions({ access: rule });

/** On an operation: it asks its policy itself through `authorize`; forgetting that fails the operation. */
export const Asks = () => Extensions({ access: 'asks' });
