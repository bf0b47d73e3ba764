import { ASSURANCES, type Assurance } from './account.entity.js';

/**
 * What the brokers that we know call their levels, by their alias in the realm: BundID (STORK-QAA, eIDAS levels of
 * Regulation (EU) 910/2014 article 8; a user name and a password are below them) and Mein Unternehmenskonto (ELSTER
 * organisation certificate). A level that does not stand here counts no more than a confirmed address.
 */
const LEVELS: Record<string, Record<string, Assurance>> = {
  bundid: {
    'STORK-QAA-Level-1': 'email',
    'STORK-QAA-Level-3': 'substantial',
    'STORK-QAA-Level-4': 'high',
  },
  muk: { 'STORK-QAA-Level-3': 'substantial' },
};

/**
 * How surely we know who signed in, and who says so. Where a broker did (claim `identity_provider`, of this one
 * sign-in), only its own word counts, and never what was known from another sign-in of the same person; else what the
 * administration wrote down about them.
 */
export function assuranceFrom(claim: (name: string) => string, isMailConfirmed: boolean) {
  const least: Assurance = isMailConfirmed ? 'email' : 'none';
  const broker = claim('identity_provider');
  if (broker)
    return {
      assurance: LEVELS[broker]?.[claim('assurance_level')] ?? least,
      assuranceSource: broker,
    };
  const asserted = ASSURANCES.find((known) => known === claim('assurance'));
  return {
    assurance: asserted ?? least,
    assuranceSource: asserted ? claim('assurance_source') || 'issuer' : 'email',
  };
}
