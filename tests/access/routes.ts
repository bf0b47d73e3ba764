import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { idOf } from '../world/world.ts';

const ROUTES = join(import.meta.dirname, '../../frontend/src/routes');

/** Every address pattern that the frontend answers, as its folders say: `/verfahren/[slug]`. */
export const routes = (): string[] =>
  [...new Set(globSync('**/+page{.svelte,.server.ts}', { cwd: ROUTES }).map(dirname))]
    .map((folder) => (folder === '.' ? '/' : `/${folder}`))
    .map((route) => route.replace(/\/\([^)]*\)/g, '') || '/')
    .sort();

/** A statement that this run has sent while signed in. */
export interface Sent {
  number: string;
  code: string;
}

/** The pages on which a town sets its portal. */
const SETTINGS = [
  'aussehen',
  'bild',
  'freigabe',
  'institutionen',
  'kontakt',
  'personen',
  'rechtliches',
  'standardtexte',
  'verlauf',
];

/** Routes that have one address, their own. */
const same = (...paths: string[]): Record<string, string[]> =>
  Object.fromEntries(paths.map((path) => [path, [path]]));

/** What is visited of each route, in every state that looks different; a route that stands nowhere here fails the test. */
export const addresses = ({ number, code }: Sent): Record<string, string[]> => ({
  ...weighing(number),
  '/': ['/', '/leicht'],
  '/arbeitsplatz/freigaben': ['/arbeitsplatz/freigaben'],
  '/arbeitsplatz/protokoll': ['/arbeitsplatz/protokoll', '/arbeitsplatz/protokoll?nummer=000'],
  ...same('/arbeitsplatz/einstellungen', ...SETTINGS.map((page) => `/arbeitsplatz/einstellungen/${page}`)),
  '/arbeitsplatz/stellungnahmen/[number]/freigabe': [`/arbeitsplatz/stellungnahmen/${number}/freigabe`],
  ...desk(number),
  '/barrierefreiheit': ['/barrierefreiheit'],
  '/datenschutz': ['/datenschutz'],
  '/einladung/[id]/[code]': ['/einladung/00000000-0000-4000-8000-000000000000/0'],
  '/einladung/angenommen': ['/einladung/angenommen'],
  '/impressum': ['/impressum'],
  '/institutionen': ['/institutionen'],
  '/institutionen/einladung/[id]/[code]': ['/institutionen/einladung/00000000-0000-4000-8000-000000000000/0'],
  '/leichte-sprache': ['/leichte-sprache'],
  '/meine-stellungnahmen': ['/meine-stellungnahmen'],
  '/meine-stellungnahmen/[number]': [`/meine-stellungnahmen/${number}`],
  '/pruefen': ['/pruefen'],
  '/quittung': ['/quittung'],
  '/quittung/[number]/[code]': [`/quittung/${number}/${code}?neu=1`, '/quittung/000-000-000/0000-0000'],
  '/verfahren': ['/verfahren', '/verfahren?q=Gewerbe&stand=running&thema=gewerbe', '/verfahren?q=xyzxyz'],
  '/verfahren/[slug]': [
    '/verfahren/elsterterrassen',
    '/verfahren/waermeplan',
    '/verfahren/bahnhofsvorplatz',
    '/verfahren/gibt-es-nicht',
  ],
  ...dialogue,
  ...following,
  '/verfahren/[slug]/stellungnahme': [
    '/verfahren/elsterterrassen/stellungnahme',
    '/verfahren/bahnhofsvorplatz/stellungnahme',
    '/verfahren/waermeplan/stellungnahme',
  ],
  '/verfahren/[slug]/stimmen': ['/verfahren/bahnhofsvorplatz/stimmen', '/verfahren/waermeplan/stimmen'],
  '/verfahren/[slug]/text/[key]': ['/verfahren/elsterterrassen/text/begruendung?neu=1'],
});

/** The pages of who follows something; those behind a link are seen in their journey. */
const following: Record<string, string[]> = {
  '/benachrichtigen': ['/benachrichtigen', '/benachrichtigen?verfahren=elsterterrassen'],
  '/benachrichtigen/gesendet': ['/benachrichtigen/gesendet'],
  '/benachrichtigen/bestaetigen/[id]/[code]': [
    '/benachrichtigen/bestaetigen/00000000-0000-4000-8000-000000000000/0',
  ],
  '/benachrichtigungen/[id]/[code]': ['/benachrichtigungen/00000000-0000-4000-8000-000000000000/0'],
  '/benachrichtigungen/[id]/[code]/abmelden': [
    '/benachrichtigungen/00000000-0000-4000-8000-000000000000/0/abmelden',
  ],
};

const DIALOGUE = '/verfahren/elsterterrassen/dialog/was-fehlt-ihnen-am-ufer-der-weissen-elster';
/** One about places on the map. */
const MAPPED = '/verfahren/elsterterrassen/dialog/wo-fehlt-ihnen-rund-um-die-elsterterrassen-ein-weg';

const PICTURED = '/verfahren/elsterterrassen/dialog/gefaellt-ihnen-der-entwurf-fuer-den-uferplatz';
/** Reported in the demonstration. */
const REPORTED = idOf(
  'zeitz/elsterterrassen/gefaellt-ihnen-der-entwurf-fuer-den-uferplatz/Die Häuser werden zu hoch',
);

/** The pages of a dialogue; that of one contribution is seen in its journey, since its number is another one each time. */
const dialogue: Record<string, string[]> = {
  '/dialoge': ['/dialoge', '/dialoge?seite=9&archiv=9'],
  '/verfahren/[slug]/dialog/[key]': [
    DIALOGUE,
    `${DIALOGUE}?nach=divided&thema=Natur`,
    `${DIALOGUE}?q=xyzxyz`,
    `${DIALOGUE}?wurde=answered&nach=newest`,
    MAPPED,
    `${MAPPED}?ansicht=karte&ausschnitt=12.12,51.04,12.13,51.05&thema=Zu+Fu%C3%9F`,
    '/verfahren/bahnhofsvorplatz/dialog/wie-soll-der-platz-vor-dem-bahnhof-heissen',
    PICTURED,
    '/verfahren/elsterterrassen/dialog/gibt-es-nicht',
  ],
  '/verfahren/[slug]/dialog/[key]/beitragen': [`${DIALOGUE}/beitragen`],
  '/verfahren/[slug]/dialog/[key]/[number]': [`${DIALOGUE}/000-000-000`],
  '/verfahren/[slug]/dialog/[key]/[number]/melden': [`${DIALOGUE}/000-000-000/melden`],
  '/meldung/[number]/[code]': ['/meldung/000-000-000/0000-0000'],
  '/sperre/[number]/[code]': ['/sperre/000-000-000/0000-0000'],
  ...same('/dialogregeln', '/arbeitsplatz/sperren'),
  '/arbeitsplatz/moderation': [
    '/arbeitsplatz/moderation',
    '/arbeitsplatz/moderation?verfahren=elsterterrassen',
  ],
  '/arbeitsplatz/moderation/[kind]/[id]': [
    `/arbeitsplatz/moderation/contribution/${REPORTED}`,
    '/arbeitsplatz/moderation/contribution/00000000-0000-4000-8000-000000000000',
  ],
  '/transparenz': ['/transparenz', '/transparenz?zeitraum=2020', '/transparenz?von=2026-01-01&bis=x'],
  '/verfahren/[slug]/dialog/quittung/[number]/[code]': [
    '/verfahren/elsterterrassen/dialog/quittung/000-000-000/0000-0000',
  ],
};

/** The pages on which statements are weighed, decided and answered. */
const weighing = (number: string): Record<string, string[]> => ({
  '/arbeitsplatz/stellungnahmen/[number]/abwaegung': [`/arbeitsplatz/stellungnahmen/${number}/abwaegung`],
  '/arbeitsplatz/textbausteine': ['/arbeitsplatz/textbausteine'],
  '/verfahren/[slug]/ergebnis': [
    '/verfahren/bahnhofsvorplatz/ergebnis',
    '/verfahren/bahnhofsvorplatz/ergebnis?ergebnis=followed',
    '/verfahren/elsterterrassen/ergebnis',
  ],
  ...Object.fromEntries(
    ['beschluss', 'briefe', 'gleichlautend', 'ohne-antwort'].map((page) => [
      `/arbeitsplatz/verfahren/[slug]/${page}`,
      [`/arbeitsplatz/verfahren/elsterterrassen/${page}`],
    ]),
  ),
});

/** The pages on which the staff works. */
const desk = (number: string): Record<string, string[]> => ({
  '/arbeitsplatz': ['/arbeitsplatz'],
  '/arbeitsplatz/stellungnahmen': ['/arbeitsplatz/stellungnahmen', '/arbeitsplatz/stellungnahmen?q=xyzxyz'],
  '/arbeitsplatz/stellungnahmen/ausgabe': ['/arbeitsplatz/stellungnahmen/ausgabe'],
  '/arbeitsplatz/stellungnahmen/neu': ['/arbeitsplatz/stellungnahmen/neu'],
  '/arbeitsplatz/stellungnahmen/[number]': [`/arbeitsplatz/stellungnahmen/${number}`],
  '/arbeitsplatz/verfahren': ['/arbeitsplatz/verfahren'],
  '/arbeitsplatz/verfahren/neu': ['/arbeitsplatz/verfahren/neu'],
  '/arbeitsplatz/verfahren/[slug]/einrichten/[step]': [
    '/arbeitsplatz/verfahren/elsterterrassen/einrichten/zeitraum',
  ],
  '/arbeitsplatz/verfahren/[slug]': ['/arbeitsplatz/verfahren/elsterterrassen'],
  '/arbeitsplatz/verfahren/[slug]/dialog': [
    '/arbeitsplatz/verfahren/elsterterrassen/dialog',
    '/arbeitsplatz/verfahren/waermeplan/dialog',
  ],
  '/arbeitsplatz/verfahren/[slug]/antworten': [
    '/arbeitsplatz/verfahren/elsterterrassen/antworten',
    '/arbeitsplatz/verfahren/elsterterrassen/antworten?stand=done&q=xyzxyz',
    '/arbeitsplatz/verfahren/waermeplan/antworten',
  ],
  '/arbeitsplatz/verfahren/[slug]/dialogergebnis': ['/arbeitsplatz/verfahren/elsterterrassen/dialogergebnis'],
  '/arbeitsplatz/verfahren/[slug]/uebernahme': [
    '/arbeitsplatz/verfahren/elsterterrassen/uebernahme',
    '/arbeitsplatz/verfahren/waermeplan/uebernahme',
  ],
  '/arbeitsplatz/verfahren/[slug]/auswertung': ['/arbeitsplatz/verfahren/elsterterrassen/auswertung'],
  '/arbeitsplatz/verfahren/[slug]/protokoll': ['/arbeitsplatz/verfahren/elsterterrassen/protokoll'],
  '/arbeitsplatz/verfahren/[slug]/karte': ['/arbeitsplatz/verfahren/elsterterrassen/karte'],
  '/arbeitsplatz/verfahren/[slug]/texte': ['/arbeitsplatz/verfahren/elsterterrassen/texte'],
  '/arbeitsplatz/verfahren/[slug]/texte/[key]': ['/arbeitsplatz/verfahren/elsterterrassen/texte/begruendung'],
  '/arbeitsplatz/verfahren/[slug]/unterlagen': ['/arbeitsplatz/verfahren/elsterterrassen/unterlagen'],
  '/arbeitsplatz/verfahren/[slug]/vorschau': ['/arbeitsplatz/verfahren/elsterterrassen/vorschau'],
});
