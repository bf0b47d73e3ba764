import type { RealmOfKeycloak } from './keycloak.js';

/** Somebody whom a played broker knows, and how sure it is. */
export interface Known {
  username: string;
  level: string;
}

const SAML = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
const levelProfile = {
  name: 'level',
  permissions: { view: ['admin'], edit: ['admin'] },
};

/** A realm beside ours that plays another place where people prove who they are: BundID, a town's directory. */
export class PlayedBroker {
  constructor(
    private readonly realm: RealmOfKeycloak,
    readonly name: string,
  ) {}

  get address(): string {
    return `${this.realm.keycloak.url}/realms/${this.name}`;
  }

  async open(people: Known[]): Promise<void> {
    await this.send('POST', '', { realm: this.name, enabled: true, sslRequired: 'none' });
    const profile = (await (await this.realm.adminOf(`/${this.name}/users/profile`)).json()) as {
      attributes: object[];
    };
    await this.send('PUT', '/users/profile', {
      ...profile,
      attributes: [...profile.attributes, levelProfile],
    });
    for (const { username, level } of people)
      await this.send('POST', '/users', {
        ...{ username, enabled: true, firstName: username, lastName: 'Beispiel', emailVerified: true },
        email: `${username}@${this.name}.example`,
        attributes: { level: [level] },
        credentials: [{ type: 'password', value: 'demo', temporary: false }],
      });
  }

  /** Lets a realm send people here by SAML, as BundID does it. */
  async trustSaml(entityId: string, endpoint: string): Promise<void> {
    const attribute = (name: string, property: string) => ({
      ...{
        name,
        protocol: 'saml',
        protocolMapper: property === 'level' ? 'saml-user-attribute-mapper' : 'saml-user-property-mapper',
      },
      config: {
        'user.attribute': property,
        'attribute.name': name,
        'attribute.nameformat': SAML,
        friendlyname: name,
      },
    });
    await this.send('POST', '/clients', {
      ...{ clientId: entityId, protocol: 'saml', redirectUris: [endpoint], frontchannelLogout: true },
      attributes: {
        ...{
          'saml.assertion.signature': 'true',
          'saml.server.signature': 'true',
          saml_name_id_format: 'persistent',
        },
        ...{
          'saml.client.signature': 'false',
          'saml.force.post.binding': 'true',
          saml_assertion_consumer_url_post: endpoint,
        },
      },
      protocolMappers: [
        ...[
          attribute('mail', 'email'),
          attribute('givenName', 'firstName'),
          attribute('surname', 'lastName'),
        ],
        attribute('trustLevel', 'level'),
      ],
    });
  }

  /** Lets a realm send people here by OpenID Connect, as a directory does it. */
  async trustOidc(clientId: string, clientSecret: string, endpoint: string): Promise<void> {
    await this.send('POST', '/clients', { clientId, secret: clientSecret, redirectUris: [endpoint] });
  }

  async says({ username, level }: Known, email?: string): Promise<void> {
    const found = await this.realm.adminOf(`/${this.name}/users?username=${username}&exact=true`);
    const [user] = (await found.json()) as { id: string }[];
    await this.send('PUT', `/users/${user!.id}`, {
      ...{ ...user, ...(email && { email }) },
      attributes: { level: [level] },
    });
  }

  async close(): Promise<void> {
    await this.send('DELETE', '');
  }

  private async send(method: string, path: string, body?: object): Promise<void> {
    const answer = await this.realm.adminOf(path || method === 'DELETE' ? `/${this.name}${path}` : '', {
      method,
      body,
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
}
