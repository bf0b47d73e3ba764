/** One plain page of the sign-in; `refresh` leads on without script. */
export function authPage({
  title,
  body,
  refresh,
}: {
  title: string;
  body: string;
  refresh?: string;
}): string {
  const onward = refresh ? `<meta http-equiv="refresh" content="0;url=${escape(refresh)}">` : '';
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${onward}<title>${escape(title)} – Mitsprache</title>
<style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}button{font:inherit;min-height:3rem;padding:.5rem 1.2rem}</style></head>
<body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;
}

/** What every answer of `/auth` carries. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The page for a sign-in that did not come to its end. */
export const brokenOff = (host: string | null, path = '/') =>
  authPage({
    title: 'Die Anmeldung ging nicht weiter',
    body: `<p>Sie ist abgelaufen oder wurde in einem anderen Fenster beendet. Es ist nichts verloren; bitte beginnen Sie noch einmal.</p>
<p>${host ? `<a href="/auth/login?to=${encodeURIComponent(path)}">Noch einmal anmelden</a> · ` : ''}<a href="/">Zur Startseite</a></p>`,
  });

/** The page while the issuer does not answer; what people came for goes on without it. */
export const unavailable = (back: string) =>
  authPage({
    title: 'Die Anmeldung ist gerade nicht möglich',
    body: `<p>Der Anmeldedienst antwortet nicht. Wir arbeiten daran. Ihre Eingaben auf der Seite davor sind nicht verloren.</p>
<p>Sie können alles lesen und Ihre Stellungnahme ohne Konto abgeben. Wer schon angemeldet ist, bleibt es.</p>
<p><a href="${escape(back)}">Zurück zur Seite</a></p>
<p lang="en">Signing in is not possible at the moment. You can read everything and submit a statement without an account; what you typed is not lost.</p>`,
  });

/** The question how staff wants to sign in, where their town has a directory of its own. */
export const choice = (wish: string, directory: string, path: string) => {
  const by = (via: string) => `/auth/${wish}?via=${via}&to=${encodeURIComponent(path)}`;
  return authPage({
    title: 'Anmelden',
    body: `<p><a href="${escape(by('directory'))}">Mit „${escape(directory)}“ anmelden</a>, wie an Ihrem Arbeitsplatz im Haus.</p>
<p><a href="${escape(by('password'))}">Mit E-Mail-Adresse und Passwort anmelden</a>, zum Beispiel als Planungsbüro.</p>`,
  });
};

/** The page after coming back: the Strict cookie counts from the next step on, which starts on our own host. */
export const welcome = (path: string) =>
  authPage({
    title: 'Sie sind angemeldet',
    body: `<p><a href="${escape(path)}">Weiter</a></p>`,
    refresh: path,
  });

/** The page on the way to the issuer: no redirect, because pages allow their forms to lead to their own host only. */
export const leaving = (address: string) =>
  authPage({
    title: 'Sie werden abgemeldet',
    body: `<p><a href="${escape(address)}">Weiter</a></p>`,
    refresh: address,
  });

/** The question before signing out by a link. */
export const signOutQuestion = (path: string) =>
  authPage({
    title: 'Abmelden',
    body: `<form method="post" action="/auth/logout"><input type="hidden" name="to" value="${escape(path)}"><button>Abmelden</button></form><p><a href="${escape(path)}">Zurück</a></p>`,
  });

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
