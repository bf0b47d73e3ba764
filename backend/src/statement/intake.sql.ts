import { ARRIVAL, ENTRY, FILES, ITS_PROCEDURE } from '../procedure/arrival.service.js';

/**
 * One statement, one parameter: the arrival as JSON. Writes nothing at all when the id or the number is taken, or
 * when the procedure is no longer as it was read.
 * Answers how many statements were written: 1 or 0.
 */
export const INSERT_STATEMENT = `
  with ${ARRIVAL},
  written as (
    insert into statement (tenant_id, id, procedure_id, number, text, about, files, author_kind, is_anonymous,
      may_publish, channel, origin, received_at, is_late, account_id, institution_id, content_hash, fingerprint, receipt, salt,
      register_entry_id)
    select (a->>'tenantId')::uuid, (a->>'id')::uuid, (a->>'procedureId')::uuid, a->>'number', a->>'text', a->'about',
      a->'files', a->>'authorKind', (a->>'isAnonymous')::boolean, (a->>'mayPublish')::boolean, a->>'channel', nullif(a->'origin', 'null'),
      (a->>'receivedAt')::timestamptz, (a->>'isLate')::boolean, (a->>'accountId')::uuid,
      (a->>'institutionId')::uuid, a->>'contentHash', a->>'fingerprint', a->>'receipt', a->>'salt', (a->>'entryId')::uuid
    from arrival ${ITS_PROCEDURE}
    on conflict do nothing
    returning tenant_id, id, procedure_id
  ),
  identity as (
    insert into statement_identity (tenant_id, id, name, organisation, street, postcode, place, email, answer_by)
    select w.tenant_id, w.id, i->>'name', i->>'organisation', i->>'street', i->>'postcode', i->>'place', i->>'email',
      i->>'answerBy'
    from written w, arrival, lateral (select a->'identity' as i) as part
  ),
  ${ENTRY},
  ${FILES},
  journal as (
    insert into journal_entry (tenant_id, id, at, account_id, scope_id, subject_id, action, after)
    select w.tenant_id, gen_random_uuid(), (a->>'enteredAt')::timestamptz, (a->>'enteredBy')::uuid, w.procedure_id, w.id,
      'statement.entered', jsonb_build_object('channel', a->'channel', 'receivedAt', a->'receivedAt')
    from written w, arrival where a->>'enteredBy' is not null
  ),
  message as (
    insert into outbox.message (topic, tenant_id, payload)
    select 'statement.submitted', w.tenant_id, jsonb_build_object('statementId', w.id, 'procedureId', w.procedure_id,
      'hasAddress', (a->'identity'->>'email' is not null)::text, 'hasFiles', (a->'files' <> '[]')::text)
    from written w, arrival
  )
  select count(*) as written from written`;
