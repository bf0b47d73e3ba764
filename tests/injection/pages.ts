import type { Attacked } from './attack.ts';
import { CLOSED, PROCEDURE } from './citizens.ts';

/** Who looks at a page. */
export type Reader = 'guest' | 'admin' | 'planung' | 'moderation' | 'sachbearbeitung' | 'land' | 'behoerde';

/** The addresses of every route, filled with what was written; a route that stands nowhere here fails the test. */
export function pagesOf(attacked: Attacked): Record<string, { as: Reader; paths: string[] }> {
  return {
    ...publicPages(attacked),
    ...receipts(attacked),
    ...settings(),
    ...desk(attacked),
    ...procedures(attacked),
  };
}

const by = (as: Reader, ...paths: string[]) => ({ as, paths });

function publicPages({ dialogue, picture, said, procedure: { slug, text } }: Attacked) {
  const own = `/verfahren/${PROCEDURE}`;
  const talk = `${own}/dialog/${dialogue}`;
  const numbers = said.slice(0, 5).map(({ number }) => number);
  const hidden = `${talk}/${said[1]!.number}`;
  return {
    '/': by('guest', '/', '/en', '/leicht'),
    ...townPages(slug),
    '/verfahren': by('guest', '/verfahren', '/en/verfahren'),
    '/verfahren/[slug]': by('guest', `/verfahren/${slug}`, own, `/en/verfahren/${slug}`),
    '/verfahren/[slug]/dialog/[key]': by(
      'guest',
      `${talk}?nach=newest`,
      `${own}/dialog/${picture}`,
      `/verfahren/${CLOSED.procedure}/dialog/${CLOSED.dialogue}`,
    ),
    '/verfahren/[slug]/dialog/[key]/[number]': by('guest', ...numbers.map((number) => `${talk}/${number}`)),
    '/verfahren/[slug]/dialog/[key]/[number]/melden': by(
      'guest',
      `${talk}/${said[4]!.number}/melden`,
      `${hidden}/melden`,
    ),
    '/verfahren/[slug]/dialog/[key]/beitragen': by('guest', `${talk}/beitragen`),
    '/verfahren/[slug]/ergebnis': by('guest', `${own}/ergebnis`),
    '/verfahren/[slug]/stellungnahme': by(
      'guest',
      `/verfahren/${slug}/stellungnahme`,
      `${own}/stellungnahme`,
    ),
    '/verfahren/[slug]/stimmen': by('guest', `${own}/stimmen`),
    '/verfahren/[slug]/text/[key]': by('guest', `/verfahren/${slug}/text/${text}`),
  };
}

/** What a town says of itself. */
const townPages = (slug: string) => ({
  '/barrierefreiheit': by('guest', '/barrierefreiheit'),
  '/datenschutz': by('guest', '/datenschutz'),
  '/impressum': by('guest', '/impressum'),
  '/leichte-sprache': by('guest', '/leichte-sprache'),
  '/pruefen': by('guest', '/pruefen'),
  '/transparenz': by('guest', '/transparenz'),
  '/dialoge': by('guest', '/dialoge'),
  '/dialogregeln': by('guest', '/dialogregeln'),
  '/benachrichtigen': by('guest', '/benachrichtigen', `/benachrichtigen?verfahren=${slug}`),
  '/benachrichtigen/gesendet': by('guest', '/benachrichtigen/gesendet'),
  '/quittung': by('guest', '/quittung'),
});

function receipts({ said, letters, reports, suspension, follower }: Attacked) {
  const opened = (held: { number: string; code: string }) => `${held.number}/${held.code}`;
  const nobody = '00000000-0000-4000-8000-000000000000';
  return {
    '/quittung/[number]/[code]': by('guest', ...letters.map((one) => `/quittung/${opened(one)}`)),
    '/meldung/[number]/[code]': by('guest', ...reports.map((one) => `/meldung/${opened(one)}`)),
    '/verfahren/[slug]/dialog/quittung/[number]/[code]': by(
      'guest',
      ...said.slice(0, 3).map((one) => `/verfahren/${PROCEDURE}/dialog/quittung/${opened(one)}`),
    ),
    '/benachrichtigen/bestaetigen/[id]/[code]': by('guest', `/benachrichtigen/bestaetigen/${nobody}/0`),
    '/benachrichtigungen/[id]/[code]': by('guest', `/benachrichtigungen/${follower.id}/${follower.code}`),
    '/benachrichtigungen/[id]/[code]/abmelden': by(
      'guest',
      `/benachrichtigungen/${follower.id}/${follower.code}/abmelden`,
    ),
    '/sperre/[number]/[code]': by('guest', `/sperre/${opened(suspension)}`),
    '/einladung/[id]/[code]': by('guest', `/einladung/${nobody}/0`),
    '/einladung/angenommen': by('admin', '/einladung/angenommen'),
    '/institutionen': by('behoerde', '/institutionen'),
    '/institutionen/einladung/[id]/[code]': by('guest', `/institutionen/einladung/${nobody}/0`),
    '/meine-stellungnahmen': by('behoerde', '/meine-stellungnahmen'),
    '/meine-stellungnahmen/[number]': by('behoerde', `/meine-stellungnahmen/${letters[0]!.number}`),
  };
}

function settings() {
  const home = '/arbeitsplatz/einstellungen';
  const names = 'aussehen bild freigabe kontakt personen rechtliches standardtexte verlauf'.split(' ');
  return {
    [home]: by('admin', home),
    ...Object.fromEntries(names.map((name) => [`${home}/${name}`, by('admin', `${home}/${name}`)])),
    [`${home}/institutionen`]: by('land', `${home}/institutionen`),
  };
}

function desk({ letters, said }: Attacked) {
  const list = '/arbeitsplatz/stellungnahmen';
  const each = (part = '') => letters.map(({ number }) => `${list}/${number}${part}`);
  return {
    '/arbeitsplatz': by('planung', '/arbeitsplatz'),
    '/arbeitsplatz/freigaben': by('moderation', '/arbeitsplatz/freigaben'),
    '/arbeitsplatz/moderation': by(
      'admin',
      '/arbeitsplatz/moderation',
      `/arbeitsplatz/moderation?verfahren=${PROCEDURE}`,
    ),
    '/arbeitsplatz/moderation/[kind]/[id]': by(
      'admin',
      ...[1, 3].map((index) => `/arbeitsplatz/moderation/contribution/${said[index]!.id}`),
    ),
    '/arbeitsplatz/sperren': by('admin', '/arbeitsplatz/sperren'),
    '/arbeitsplatz/protokoll': by('admin', '/arbeitsplatz/protokoll'),
    '/arbeitsplatz/textbausteine': by('planung', '/arbeitsplatz/textbausteine'),
    [list]: by('planung', `${list}?verfahren=${PROCEDURE}`, list),
    [`${list}/[number]`]: by('sachbearbeitung', ...each()),
    [`${list}/[number]/abwaegung`]: by('planung', ...each('/abwaegung')),
    [`${list}/[number]/freigabe`]: by('sachbearbeitung', ...each('/freigabe')),
    [`${list}/ausgabe`]: by('sachbearbeitung', `${list}/ausgabe?verfahren=${PROCEDURE}`),
    [`${list}/neu`]: by('sachbearbeitung', `${list}/neu?verfahren=${PROCEDURE}`),
  };
}

/** The parts of a procedure at the desk, as the procedure with hostile words and the one that people spoke in have them. */
const PARTS = ['antworten', 'auswertung', 'beschluss', 'briefe', 'dialog', 'dialogergebnis', 'uebernahme', 'gleichlautend', 'karte', 'ohne-antwort', 'protokoll', 'texte', 'unterlagen', 'vorschau']; // prettier-ignore
const STEPS = ['adresse', 'inhalt', 'zeitraum', 'ansprechpartner', 'bekanntmachung', 'pruefen'];

function procedures({ procedure: { slug, text } }: Attacked) {
  const home = '/arbeitsplatz/verfahren';
  const both = (part: string) => [PROCEDURE, slug].map((one) => `${home}/${one}/${part}`);
  const reader = (part: string): Reader => (part === 'dialog' ? 'admin' : 'planung');
  return {
    [home]: by('planung', home),
    [`${home}/neu`]: by('planung', `${home}/neu`),
    [`${home}/[slug]`]: by('planung', `${home}/${slug}`, `${home}/${PROCEDURE}`),
    ...Object.fromEntries(PARTS.map((part) => [`${home}/[slug]/${part}`, by(reader(part), ...both(part))])),
    [`${home}/[slug]/texte/[key]`]: by('planung', `${home}/${slug}/texte/${text}`),
    [`${home}/[slug]/einrichten/[step]`]: by(
      'planung',
      ...STEPS.map((step) => `${home}/${slug}/einrichten/${step}`),
    ),
  };
}
