import type { Basis } from '../contribution/suspension.entity.js';

export interface Proposal {
  reason: string;
  basis: Basis | null;
  provision: string | null;
}

const rule = (provision: string, reason: string): Proposal => ({ reason, basis: 'rules', provision });

/** Reasons that come with the product; those that name a rule which the town does not have are left out. */
export const PROPOSALS: Proposal[] = [
  rule('Sachlich bleiben', 'Der Text greift eine Person an statt die Sache.'),
  rule('Andere Menschen schützen', 'Der Text nennt Privates von anderen Menschen.'),
  rule('Beim Thema bleiben', 'Der Text gehört nicht zur Frage dieses Dialogs.'),
  rule('Keine Werbung', 'Der Text wirbt für ein Angebot.'),
  rule('Mit einer Stimme sprechen', 'Dasselbe steht schon in einem anderen Beitrag.'),
  { reason: 'Der Text beleidigt eine Person.', basis: 'illegal', provision: '§ 185 StGB (Beleidigung)' },
  { reason: 'Das ist eine Meinung. Sie darf hier stehen.', basis: null, provision: null },
];
