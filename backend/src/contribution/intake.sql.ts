import { ARRIVAL, ENTRY, FILES, given, ITS_PROCEDURE } from '../procedure/arrival.service.js';

/** The rows that stand beside what was written: who is told, the entry of the register. */
const beside = (identity: string) => `
  identity as (
    insert into ${identity} (tenant_id, id, email)
    select w.tenant_id, w.id, a->>'email' from written w, arrival where a->>'email' is not null
  ),
  ${ENTRY}`;

/** The procedure and the dialogue, only where both are as they were read. */
const PLACE = `
  ${ITS_PROCEDURE}
  join dialogue d on d.tenant_id = p.tenant_id and d.id = ${given('dialogueId')}
    and d.xmin::text = a->>'dialogueVersion'`;

/** What says the same as something that is shown is shown; as something that waits or is hidden, a person looks at it. */
const STANDING = `
      case when lead.id is null or (a->>'mustWait')::boolean then a->>'standing'
        when lead.standing = 'shown' then 'shown' else 'waiting' end`;

/**
 * One contribution, one parameter: the arrival as JSON. Writes nothing at all when the id or the number is taken, or
 * when procedure or dialogue are no longer as they were read. Answers how many were written: 1 or 0.
 */
export const INSERT_CONTRIBUTION = `
  with ${ARRIVAL},
  lead as (
    select c.id, c.standing, c.hidden_reason, c.redacted_text from contribution c
    where c.tenant_id = ${given('tenantId')} and c.dialogue_id = ${given('dialogueId')}
      and c.words_hash = ${given('wordsHash', 'varchar')} and c.lead_id is null
  ),
  written as (
    insert into contribution (tenant_id, id, procedure_id, dialogue_id, number, title, text, category, place, files,
      author_name, is_official, account_id, standing, received_at, content_hash, fingerprint, receipt, salt,
      register_entry_id, shuffle, words_hash, lead_id, hidden_reason, redacted_text)
    select p.tenant_id, (a->>'id')::uuid, p.id, d.id, a->>'number', a->>'title', a->>'text', a->>'category',
      nullif(a->'place', 'null'), a->'files', a->>'authorName', (a->>'isOfficial')::boolean, (a->>'accountId')::uuid,
      ${STANDING}, (a->>'receivedAt')::timestamptz, a->>'contentHash', a->>'fingerprint', a->>'receipt', a->>'salt',
      (a->>'entryId')::uuid, (a->>'shuffle')::double precision, a->>'wordsHash', lead.id,
      case when lead.standing = 'shown' then lead.hidden_reason end, lead.redacted_text
    from arrival ${PLACE} left join lead on true
    on conflict do nothing
    returning tenant_id, id, standing
  ),
  ${beside('contribution_identity')},
  ${FILES},
  message as (
    insert into outbox.message (topic, tenant_id, payload)
    select 'contribution.changed', w.tenant_id,
      jsonb_build_object('contributionId', w.id, 'hasFiles', (a->'files' <> '[]')::text)
    from written w, arrival
  )
  select count(*) as written, max(standing) as standing from written`;

/** One comment likewise; also nothing when what it answers is not shown any more. */
export const INSERT_COMMENT = `
  with ${ARRIVAL},
  written as (
    insert into comment (tenant_id, id, contribution_id, parent_id, text, author_name, is_official, account_id, standing,
      written_at, number, content_hash, fingerprint, receipt, salt, register_entry_id)
    select p.tenant_id, (a->>'id')::uuid, c.id, (a->>'parentId')::uuid, a->>'text', a->>'authorName',
      (a->>'isOfficial')::boolean, (a->>'accountId')::uuid, a->>'standing', (a->>'receivedAt')::timestamptz,
      a->>'number', a->>'contentHash', a->>'fingerprint', a->>'receipt', a->>'salt', (a->>'entryId')::uuid
    from arrival ${PLACE}
    join contribution c on c.tenant_id = d.tenant_id and c.id = ${given('contributionId')} and c.standing = 'shown'
    on conflict do nothing
    returning tenant_id, id, contribution_id
  ),
  ${beside('comment_identity')},
  message as (
    insert into outbox.message (topic, tenant_id, payload)
    select 'contribution.comment-changed', tenant_id,
      jsonb_build_object('contributionId', contribution_id, 'commentId', id)
    from written
  )
  select count(*) as written from written`;
