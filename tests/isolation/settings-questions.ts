import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

type Pair = [object, object];
const NOWHERE = 'gibt-es-nicht';

/** What sets something in the town that is asked: it names nothing of another one but a procedure or a role. */
export function settingsQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const version = 1;
  const same = (variables: object) => (): Pair[] => [[variables, variables]];
  const look = { name: 'Fremd', fullName: 'Fremd', claim: 'Fremd', colour: '#1f4e79' };
  const contact = { name: 'Fremd', role: 'Fremd', phone: '0000', mail: 'fremd@mail.example' };
  const legal = { imprint: 'Fremd', privacy: 'Fremd', accessibility: 'Fremd' };
  const empty = Object.fromEntries(
    'post inPerson phoneForRecord otherAccess answerClosing noticeFooter contactName contactRole contactPhone contactMail'
      .split(' ')
      .map((name) => [name, '']),
  );
  return {
    SetTownLook: same({ version, look }),
    SetTownPicture: () => {
      const picture = { alt: 'Fremd', remove: false };
      const { id, token } = other().file;
      return [
        [
          { version, picture: { ...picture, fileId: id, fileToken: token } },
          { version, picture: { ...picture, fileId: randomUUID(), fileToken: token } },
        ],
      ];
    },
    SetTownContact: same({ version, contact }),
    SetTownLegal: same({ version, legal }),
    SetTownDefaults: same({ version, defaults: empty }),
    SetTownRules: same({ version, rules: { releaseByTwo: true, objectionDays: 1 } }),
    RestoreTown: same({ version, number: 1 }),
    ...peopleQuestions(other),
  };
}

/** Who works in a town, and who speaks for an institution. */
function peopleQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const same = (variables: object) => (): Pair[] => [[variables, variables]];
  const role = { mail: 'anna.albrecht@mail.example', role: 'reader' };
  return {
    GrantRole: () => [
      [{ grant: { ...role, procedure: other().procedure.slug } }, { grant: { ...role, procedure: NOWHERE } }],
    ],
    EndRole: same({ id: randomUUID() }),
    EndInvitation: same({ id: randomUUID() }),
    InstitutionRegisterPage: same({ words: '', after: '' }),
    InstitutionInvitationPage: same({ id: randomUUID(), code: 'f'.repeat(40) }),
    AcceptInstitutionInvitation: same({ id: randomUUID(), code: 'f'.repeat(40) }),
    RegisterInstitution: same({ institution: { name: 'Fremd', mail: 'fremd@mail.example' } }),
    InviteMember: same({
      member: { institution: randomUUID(), mail: 'fremd@mail.example', role: 'coordinator' },
    }),
    EndMember: same({ id: randomUUID() }),
    InvitationPage: same({ id: randomUUID(), code: 'f'.repeat(40) }),
    AcceptInvitation: same({ id: randomUUID(), code: 'f'.repeat(40) }),
  };
}
