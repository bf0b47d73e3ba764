import type { IncomingMessage, ServerResponse } from 'node:http';

import type Provider from 'oidc-provider';

import { answer, loginPage, registrationPage, type RegistrationInput } from './pages.ts';
import type { Person } from './people.ts';
import { isPassword, type Store } from './store.ts';

const BODY_LIMIT = 8192;
const WRONG = 'Benutzername oder Passwort stimmen nicht. Bitte prüfen Sie beides.';

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

/** The pages between "please sign in" and "this is who it was": login and registration. */
export class Interaction {
  readonly #provider: Provider;
  readonly #store: Store;
  readonly #people: Person[];

  constructor(provider: Provider, store: Store, people: Person[]) {
    this.#provider = provider;
    this.#store = store;
    this.#people = people;
  }

  /** Answers everything below `…/login-actions/authenticate/<uid>`. */
  async handle(exchange: Exchange): Promise<void> {
    const { request, response, url } = exchange;
    const [action = '', page] = url.pathname.split(/\/(?=registration$)/);
    const { prompt, params } = await this.#provider.interactionDetails(request, response);
    const isRegistration = page === 'registration';

    if (request.method === 'POST') {
      const form = await formOf(request);
      if (form.get('do') === 'cancel') return this.#cancel(exchange);
      return isRegistration ? this.#register(exchange, action, form) : this.#login(exchange, action, form);
    }
    if (isRegistration || (prompt.name === 'create' && !url.searchParams.has('als')))
      return answer(response, registrationPage({ action }));
    const chosen = this.#people.find(({ username }) => username === url.searchParams.get('als'));
    answer(
      response,
      loginPage({
        action,
        people: this.#people,
        username: chosen?.username ?? params['login_hint'],
        password: chosen?.password,
      }),
    );
  }

  async #login(exchange: Exchange, action: string, form: URLSearchParams): Promise<void> {
    const username = (form.get('username') ?? '').trim();
    const name = username.toLowerCase();
    const person = this.#store.findPerson((one) => one.username === name || one.email === name);
    if (!person || !isPassword(person, form.get('password') ?? ''))
      return answer(exchange.response, loginPage({ action, people: this.#people, username, problem: WRONG }));
    return this.#finish(exchange, person);
  }

  async #register(exchange: Exchange, action: string, form: URLSearchParams): Promise<void> {
    const read = (name: keyof RegistrationInput) =>
      (form.get(name) ?? '').normalize('NFC').trim().slice(0, 200);
    const input: RegistrationInput = {
      givenName: read('givenName'),
      familyName: read('familyName'),
      email: read('email').toLowerCase(),
      password: form.get('password') ?? '',
    };
    const problems = this.#problemsOf(input);
    if (Object.keys(problems).length)
      return answer(exchange.response, registrationPage({ action, input, problems }));
    return this.#finish(exchange, this.#store.register(input));
  }

  #problemsOf(input: RegistrationInput): Partial<Record<keyof RegistrationInput, string>> {
    const isTaken = this.#store.findPerson(({ email }) => email === input.email);
    return {
      ...(!input.givenName && { givenName: 'Bitte geben Sie Ihren Vornamen ein.' }),
      ...(!input.familyName && { familyName: 'Bitte geben Sie Ihren Nachnamen ein.' }),
      ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email) && {
        email: 'Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@mail.example.',
      }),
      ...(isTaken && { email: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto.' }),
      ...(input.password.length < 8 && { password: 'Das Passwort braucht mindestens 8 Zeichen.' }),
    };
  }

  async #finish({ request, response }: Exchange, person: Person): Promise<void> {
    const login = {
      accountId: person.subject,
      acr: person.acr,
      amr: person.acr === '2' ? ['pwd', 'otp'] : ['pwd'],
    };
    const result = { login, create: {} };
    await this.#provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  async #cancel({ request, response }: Exchange): Promise<void> {
    const result = { error: 'access_denied', error_description: 'The person cancelled.' };
    await this.#provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) throw new Error('The form is too large.');
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
