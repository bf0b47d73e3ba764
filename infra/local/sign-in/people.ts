/** How surely we know who somebody is; carried as its own claim, because `acr` says only how they signed in. */
export type Assurance = 'none' | 'email' | 'substantial' | 'high';

/** Somebody who can sign in at the local sign-in. */
export interface Person {
  /** Stable for ever: accounts and memberships are kept under issuer and subject. */
  subject: string;
  username: string;
  /** A plain word for demonstration people, a `scrypt:` hash for people who registered. */
  password: string;
  givenName: string;
  familyName: string;
  email: string;
  isEmailVerified: boolean;
  /** Realm roles: hints for provisioning, never the permission. */
  roles: string[];
  /** The town that the person works for, as an alias of Keycloak's Organizations. */
  organization?: string;
  /** The public body that the person coordinates. */
  institution?: string;
  /** `1` one factor, `2` two factors. */
  acr: '1' | '2';
  assurance: Assurance;
  assuranceSource: string;
  /** Shown on the login page: who this is and what the login is good for. */
  note: string;
}

const EVERYONE = { password: 'demo', isEmailVerified: true } as const;
const CITIZEN = { ...EVERYONE, roles: ['citizen'], acr: '1' } as const;
const STAFF = { ...EVERYONE, acr: '2', assurance: 'email', assuranceSource: 'employer' } as const;
const ZEITZ = { ...STAFF, organization: 'zeitz' } as const;

const subject = (number: number) => `5a1e0000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const staffOf = (town: typeof ZEITZ, role: string) => ({ ...town, roles: [role] });

/** The demonstration people: two citizens, one login per role in Zeitz, a planning office without
 * a role yet, a public body, and the operator of the Land. */
export const people: Person[] = [
  {
    ...CITIZEN,
    roles: [...CITIZEN.roles],
    subject: subject(1),
    username: 'anna',
    givenName: 'Anna',
    familyName: 'Albrecht',
    email: 'anna.albrecht@mail.example',
    assurance: 'substantial',
    assuranceSource: 'bundid',
    note: 'Bürgerin, mit Ausweis bestätigt',
  },
  {
    ...CITIZEN,
    roles: [...CITIZEN.roles],
    subject: subject(2),
    username: 'bernd',
    givenName: 'Bernd',
    familyName: 'Böttcher',
    email: 'bernd.boettcher@mail.example',
    assurance: 'email',
    assuranceSource: 'email',
    note: 'Bürger, E-Mail-Adresse bestätigt',
  },
  {
    ...staffOf(ZEITZ, 'town-admin'),
    subject: subject(11),
    username: 'admin',
    givenName: 'Karin',
    familyName: 'Lindner',
    email: 'k.lindner@zeitz.example',
    note: 'Zeitz: richtet das Portal ein und vergibt Rollen',
  },
  {
    ...staffOf(ZEITZ, 'planner'),
    subject: subject(12),
    username: 'planung',
    givenName: 'Jonas',
    familyName: 'Petzold',
    email: 'j.petzold@zeitz.example',
    note: 'Zeitz: plant, legt Verfahren an und wägt ab',
  },
  {
    ...staffOf(ZEITZ, 'clerk'),
    subject: subject(13),
    username: 'sachbearbeitung',
    givenName: 'Martina',
    familyName: 'Vogt',
    email: 'm.vogt@zeitz.example',
    note: 'Zeitz: bearbeitet Stellungnahmen',
  },
  {
    ...staffOf(ZEITZ, 'editor'),
    subject: subject(14),
    username: 'redaktion',
    givenName: 'Felix',
    familyName: 'Ahrens',
    email: 'f.ahrens@zeitz.example',
    note: 'Zeitz: pflegt Texte und Seiten',
  },
  {
    ...staffOf(ZEITZ, 'moderator'),
    subject: subject(15),
    username: 'moderation',
    givenName: 'Selin',
    familyName: 'Yıldız',
    email: 's.yildiz@zeitz.example',
    note: 'Zeitz: gibt Beiträge frei und moderiert',
  },
  {
    ...staffOf(ZEITZ, 'paper-entry'),
    subject: subject(16),
    username: 'erfassung',
    givenName: 'Horst',
    familyName: 'Brandt',
    email: 'h.brandt@zeitz.example',
    note: 'Zeitz: erfasst Stellungnahmen vom Papier',
  },
  {
    ...staffOf(ZEITZ, 'reader'),
    subject: subject(17),
    username: 'lesen',
    givenName: 'Ute',
    familyName: 'Reinhold',
    email: 'u.reinhold@zeitz.example',
    note: 'Zeitz: liest mit, ändert nichts',
  },
  {
    ...STAFF,
    roles: [],
    subject: subject(18),
    username: 'buero',
    givenName: 'Nele',
    familyName: 'Hartwig',
    email: 'n.hartwig@planungsbuero.example',
    note: 'Planungsbüro: noch ohne Rolle, bekommt sie für einzelne Verfahren',
  },
  {
    ...STAFF,
    roles: [],
    institution: 'Burgenlandkreis, Untere Naturschutzbehörde',
    subject: subject(19),
    username: 'behoerde',
    givenName: 'Tobias',
    familyName: 'Krüger',
    email: 't.krueger@naturschutz.example',
    note: 'Behörde: nimmt in allen Städten Stellung und lädt Kolleginnen dazu ein',
  },
  {
    ...STAFF,
    roles: ['land-operator'],
    subject: subject(90),
    username: 'land',
    givenName: 'Friederike',
    familyName: 'Sommer',
    email: 'f.sommer@land.example',
    note: 'Land: betreibt das Portal für alle Städte',
  },
];

/** The claims of a person, named as Keycloak's mappers of this realm name them. */
export function claimsOf(person: Person): Record<string, unknown> {
  return {
    sub: person.subject,
    preferred_username: person.username,
    name: `${person.givenName} ${person.familyName}`,
    given_name: person.givenName,
    family_name: person.familyName,
    email: person.email,
    email_verified: person.isEmailVerified,
    realm_access: { roles: person.roles },
    organization: person.organization ? [person.organization] : [],
    assurance: person.assurance,
    assurance_source: person.assuranceSource,
  };
}
