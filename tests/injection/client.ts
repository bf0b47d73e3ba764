import { idOf } from '../operations.ts';
import { ask, type Visitor } from '../portal.ts';
import { signIn } from '../access/visit.ts';
import { TOWN, type PlanFile } from './citizens.ts';

interface Asked {
  operation: string;
  variables: object;
  as: string | null;
}

/** Asks the town's portal by HTTP, as nobody or as somebody who has signed in. */
export class Client {
  private readonly cookies = new Map<string, string>();
  private turn = 0;

  /** Signs somebody in by the pages; from then on things are asked in their name. */
  async signIn({ context, page }: Visitor, username: string): Promise<void> {
    await signIn(page, TOWN, username);
    const cookies = await context.cookies();
    this.cookies.set(username, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  }

  /** The headers of somebody who is signed in. */
  headersOf(username: string | null): Record<string, string> {
    const cookie = username && this.cookies.get(username);
    return cookie ? { cookie, 'x-requested-by': 'test' } : {};
  }

  /** The whole answer to a trusted document. */
  readonly send = async ({ operation, variables, as }: Asked): Promise<string> => {
    // Each from another network: limits are not what is tested here.
    const from = `127.9.${(this.turn += 1) % 250}.1`;
    const headers = { 'content-type': 'application/json', ...this.headersOf(as) };
    const body = JSON.stringify({ id: idOf(operation), variables });
    return (await ask('/graphql', { town: TOWN, from, method: 'POST', headers, body })).text;
  };

  readonly asks = async <Answer>(
    operation: string,
    variables: object,
    as: string | null,
  ): Promise<Answer> => {
    const text = await this.send({ operation, variables, as });
    const { data, errors } = JSON.parse(text) as { data: Answer | null; errors?: unknown };
    if (!data || errors) throw new Error(`${operation}: ${text.slice(0, 600)}`);
    return data;
  };

  readonly upload = async (
    name: string,
    content: Buffer | string = 'x',
  ): Promise<{ id: string; token: string }> => {
    const { id, token } = await this.file('/files', { name, content }, null);
    return { id, token };
  };

  readonly mailed = async (words: RegExp): Promise<string[]> => {
    for (let tries = 0; tries < 240; tries += 1) {
      const found = words.exec((await ask('/mail')).text);
      if (found) return found.slice(1);
      await new Promise((done) => setTimeout(done, 250));
    }
    throw new Error(`No mail came with ${words}.`);
  };

  readonly plan = async ({ slug, what, name, title = '', content }: PlanFile): Promise<string> => {
    const path = `/files/plan/${slug}/${what}?title=${encodeURIComponent(title)}`;
    return (await this.file(path, { name, content }, 'planung')).id;
  };

  private async file(path: string, file: Pick<PlanFile, 'name' | 'content'>, as: string | null) {
    // As browsers write it (HTML, multipart/form-data encoding algorithm).
    const name = file.name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
    const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(head),
      Buffer.from(file.content as string),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const headers = { 'content-type': 'multipart/form-data; boundary=x', ...this.headersOf(as) };
    const { text } = await ask(path, { town: TOWN, from: '127.9.9.9', method: 'POST', headers, body });
    const answer = JSON.parse(text) as { id: string; token: string };
    if (!answer.id) throw new Error(`${path}: ${text}`);
    return answer;
  }
}
