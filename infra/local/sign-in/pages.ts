import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { Person } from './people.ts';

const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--ink:#171a1c;--quiet:#4a5257;--line:#8a9399;--accent:#1b4f8f;--soft:#f1f4f8;--wrong:#a3141e}
@media(prefers-color-scheme:dark){:root{--ground:#15181b;--ink:#f1f3f4;--quiet:#b6bec4;--line:#818b92;--accent:#9cc3f5;--soft:#1f2429;--wrong:#ffb0b0}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
label{display:block;font-weight:600;margin-top:1rem}input{width:100%;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:.25rem;padding:.6rem .7rem;min-height:3rem}
.hint{color:var(--quiet);margin:.1rem 0 .3rem;font-size:1rem}.wrong{color:var(--wrong);font-weight:600}
.note{background:var(--soft);padding:.75rem 1rem;border-radius:.25rem}a{color:var(--accent)}
button{font:inherit;min-height:3rem;padding:.5rem 1.2rem;border-radius:.25rem;border:1px solid var(--accent);cursor:pointer;margin:1.2rem .5rem 0 0}
.first{background:var(--accent);color:var(--ground);font-weight:600}.second{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}ul{list-style:none;padding:0;margin:0}li{padding:.5rem 0;border-top:1px solid var(--line)}li a{display:inline-block;padding:.3rem 0;min-height:1.75rem;font-weight:600}li span{display:block;color:var(--quiet)}
`;

const policyFor = (script: string) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${digest(STYLE)}'`,
    ...(script ? [`script-src 'sha256-${digest(script)}'`] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // No form-action: Chromium also applies it to the redirects back to the towns' hosts.
  ].join('; ');

interface Page {
  title: string;
  body: string;
  script?: string;
  status?: number;
}

/** One page in the plain dress of the sign-in, without any outside resource. */
export function renderPage({ title, body, script = '' }: Page): { html: string; policy: string } {
  const html = `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} – Mitsprache</title><style>${STYLE}</style></head><body><main><h1>${escape(title)}</h1>${body}</main>${script ? `<script>${script}</script>` : ''}</body></html>`;
  return { html, policy: policyFor(script) };
}

/** Answers with a page. */
export function answer(response: ServerResponse, page: Page): void {
  const { html, policy } = renderPage(page);
  response.writeHead(page.status ?? 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}

interface LoginView {
  action: string;
  people: Person[];
  username?: string;
  password?: string;
  problem?: string;
}

/** The login page; `?als=anna` fills in a demonstration login without any script. */
export function loginPage({ action, people, username = '', password = '', problem }: LoginView): Page {
  const listed = people
    .map(
      (person) =>
        `<li><a href="?als=${encodeURIComponent(person.username)}">${escape(person.username)}</a> – ${escape(
          `${person.givenName} ${person.familyName}`,
        )}<span>${escape(person.note)}</span></li>`,
    )
    .join('');
  return {
    title: problem ? 'Anmeldung nicht möglich' : 'Anmelden',
    status: problem ? 401 : 200,
    body: `<p class="note">Dies ist eine Vorführung. Personen und Zugänge sind erfunden; das Passwort ist immer <strong>demo</strong>.</p>
${problem ? `<p class="wrong" id="problem" role="alert">${escape(problem)}</p>` : ''}
<form method="post" action="${escape(action)}">
<label for="username">Benutzername oder E-Mail-Adresse</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${escape(username)}"${problem ? ' aria-invalid="true" aria-describedby="problem"' : ''}>
<label for="password">Passwort</label>
<input id="password" name="password" type="password" autocomplete="current-password" required value="${escape(password)}"${problem ? ' aria-invalid="true" aria-describedby="problem"' : ''}>
<button class="first" name="do" value="login">Anmelden</button><button class="second" name="do" value="cancel" formnovalidate>Abbrechen</button>
</form>
<p>Noch kein Konto? <a href="${escape(action)}/registration">Konto anlegen</a></p>
<h2>Zugänge der Vorführung</h2><p class="hint">Ein Klick auf den Namen füllt das Formular aus.</p><ul>${listed}</ul>`,
  };
}

export interface RegistrationInput {
  givenName: string;
  familyName: string;
  email: string;
  password: string;
}

interface RegistrationView {
  action: string;
  input?: Partial<RegistrationInput>;
  problems?: Partial<Record<keyof RegistrationInput, string>>;
}

const FIELDS = [
  ['givenName', 'Vorname', 'text', 'given-name', ''],
  ['familyName', 'Nachname', 'text', 'family-name', ''],
  ['email', 'E-Mail-Adresse', 'email', 'email', 'Zum Beispiel name@mail.example. Damit melden Sie sich an.'],
  ['password', 'Passwort', 'password', 'new-password', 'Mindestens 8 Zeichen.'],
] as const;

/** The registration page; what was typed stays, except the password. */
export function registrationPage({ action, input = {}, problems = {} }: RegistrationView): Page {
  const fields = FIELDS.map(([name, label, type, autocomplete, hint]) => {
    const problem = problems[name];
    const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
    return `<label for="${name}">${label}</label>${hint ? `<p class="hint" id="${name}-hint">${hint}</p>` : ''}${
      problem ? `<p class="wrong" id="${name}-problem">${escape(problem)}</p>` : ''
    }<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required value="${
      type === 'password' ? '' : escape(input[name] ?? '')
    }"${described ? ` aria-describedby="${described}"` : ''}${problem ? ' aria-invalid="true"' : ''}>`;
  }).join('');
  return {
    title: 'Konto anlegen',
    status: Object.keys(problems).length ? 422 : 200,
    body: `<p class="note">Dies ist eine Vorführung. Bitte geben Sie keine echten Daten ein. Für eine Stellungnahme brauchen Sie kein Konto.</p>
${Object.keys(problems).length ? '<p class="wrong" role="alert">Bitte prüfen Sie Ihre Angaben.</p>' : ''}
<form method="post" action="${escape(action)}/registration" novalidate>${fields}<button class="first" name="do" value="register">Konto anlegen</button><button class="second" name="do" value="cancel">Abbrechen</button></form>
<p><a href="${escape(action)}">Ich habe schon ein Konto</a></p>`,
  };
}

/** Makes text safe inside HTML and inside quoted attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
