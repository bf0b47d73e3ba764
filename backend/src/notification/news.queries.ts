import { Injectable } from '@nestjs/common';

import { Pub } from '../platform/pub.js';
import { townAddress } from '../tenant/tenant.service.js';
import { meant, type Target } from './target.js';

/** Something new as everybody may read it right now. */
export interface News {
  id: number;
  position: number;
  kind: string;
  /** Which one of its kind: the phase and its first instant, the days left and the last instant, a version. */
  mark: string;
  /** UTC. */
  at: string;
  slug: string;
  title: string;
  teaser: string;
  status: string;
  endsAt: string | null;
  townSlug: string;
  townName: string;
  dialogueKey: string | null;
  dialogueTitle: string | null;
  number: string | null;
  /** The title of the document, text or contribution. */
  name: string | null;
  /** What was said in a comment or an answer. */
  words: string | null;
  /** How many of the same kind about the same thing are new; only the first few are listed. */
  count: number;
}

/** After the one position, up to the other. */
export interface Span {
  after: number;
  to: number;
}

/** Of many of the same kind so many are named, the others counted. */
const NAMED = 3;
const MOST = 200;

/** What is new, read from `pub` at the moment of telling: what was hidden since is not in it. */
@Injectable()
export class NewsQueries {
  constructor(private readonly pub: Pub) {}

  /** The position of the last news. */
  async last(): Promise<number> {
    const [row] = await this.pub.rows<{ last: number }>('news-last', LAST);
    return row!.last;
  }

  /** What a target's followers have not been told, in the order in which it became public. */
  digest(target: Target, { after, to }: Span): Promise<News[]> {
    return this.ask(target, (where, value) => {
      const span = `n.position > ${value(after)} and n.position <= ${value(to)}`;
      return `select * from (
        select ${COLUMNS}, count(*) over same::int as count, row_number() over (same order by n.position) as nth
        ${VISIBLE} and ${where} and ${span}
        window same as (partition by n.kind, n.procedure_id, n.dialogue_id, n.contribution_id)) as news
        where nth <= ${NAMED} or kind not in ('contribution', 'comment') order by position limit ${MOST}`;
    });
  }

  /** The last of a target's news, newest first. */
  latest(target: Target, size: number): Promise<News[]> {
    return this.ask(
      target,
      (where, value) =>
        `select ${COLUMNS}, 1 as count ${VISIBLE} and ${where} and n.position is not null
         order by n.position desc limit ${value(size)}`,
    );
  }

  private async ask(
    target: Target,
    text: (where: string, value: (given: unknown) => string) => string,
  ): Promise<News[]> {
    const values: unknown[] = [];
    const value = (given: unknown) => `$${values.push(given)}`;
    const statement = text(meant(target, value), value);
    return this.pub.rows<News>(`news-${nameOf(statement)}`, statement, values);
  }
}

/** Prepared under one name for each form of the question, of which there are few. */
const names = new Map<string, number>();
const nameOf = (statement: string): number => {
  const known = names.get(statement) ?? names.size;
  names.set(statement, known);
  return known;
};

/** The page that a piece of news is about. */
export function addressOf({ kind, townSlug, slug, dialogueKey, number }: News): string {
  const procedure = `${townAddress(townSlug)}/verfahren/${slug}`;
  if (kind === 'result') return `${procedure}/ergebnis`;
  if (kind === 'answered') return `${procedure}/stimmen`;
  if (!dialogueKey) return procedure;
  const dialogue = `${procedure}/dialog/${dialogueKey}`;
  return number ? `${dialogue}/${number}` : dialogue;
}

const LAST = 'select coalesce(max(position), 0) as last from pub.news';

const COLUMNS = `n.id, n.position, n.kind, n.mark, to_json(n.at) as at, p.slug, p.title, p.teaser, p.status,
  to_json(p.ends_at) as "endsAt", t.slug as "townSlug", t.name as "townName", g.key as "dialogueKey",
  g.title as "dialogueTitle", c.number, coalesce(d.title, x.title, c.title) as name, m.text as words`;

/** Each piece of news with what it is about, if that is still public. */
const VISIBLE = `
  from pub.news n join pub.procedure p on p.tenant_id = n.tenant_id and p.id = n.procedure_id
  join pub.tenant t on t.id = n.tenant_id
  left join pub.document d on n.kind = 'document' and d.tenant_id = n.tenant_id and d.id = n.subject_id
    and d.version::text = n.mark and d.taken_down_at is null
  left join pub.text x on n.kind = 'text' and x.tenant_id = n.tenant_id and x.id = n.subject_id and x.version::text = n.mark
  left join pub.dialogue g on g.tenant_id = n.tenant_id and g.id = n.dialogue_id
  left join pub.contribution c on c.tenant_id = n.tenant_id and c.id = coalesce(n.contribution_id,
    case when n.kind = 'contribution' then n.subject_id end)
  left join pub.comment m on n.kind in ('comment', 'answer') and m.tenant_id = n.tenant_id and m.id = n.subject_id
  left join pub.voice v on n.kind = 'answered' and v.tenant_id = n.tenant_id and v.id = n.subject_id
  where case n.kind
    when 'document' then d.id is not null when 'text' then x.id is not null when 'dialogue' then g.id is not null
    when 'contribution' then c.title is not null when 'comment' then m.text is not null and c.title is not null
    when 'answer' then m.text is not null and c.title is not null when 'answered' then v.answer is not null
    when 'became' then c.title is not null and c.becomes is not null
    when 'result' then p.result is not null else true end`;
