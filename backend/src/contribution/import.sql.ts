import { ARRIVAL, ENTRY, given } from '../procedure/arrival.service.js';

/**
 * One contribution of an earlier portal, one parameter: JSON. Writes nothing at all when the id or the number is taken,
 * or when procedure or dialogue are no longer as they were read. Answers how many were written: 1 or 0.
 */
export const IMPORT_CONTRIBUTION = `
  with ${ARRIVAL},
  written as (
    insert into contribution (tenant_id, id, procedure_id, dialogue_id, number, title, text, category, place, files,
      author_name, is_official, standing, hidden_reason, received_at, content_hash, fingerprint, receipt, salt,
      register_entry_id, agree, neutral, disagree, shuffle)
    select p.tenant_id, (a->>'id')::uuid, p.id, d.id, a->>'number', a->>'title', a->>'text', a->>'category',
      nullif(a->'place', 'null'), '[]', a->>'authorName', false, a->>'standing', a->>'hiddenReason',
      (a->>'receivedAt')::timestamptz, a->>'contentHash', a->>'fingerprint', a->>'receipt', a->>'salt',
      (a->>'entryId')::uuid, (a->>'agree')::integer, (a->>'neutral')::integer, (a->>'disagree')::integer,
      (a->>'shuffle')::double precision
    from arrival join procedure p on p.tenant_id = ${given('tenantId')} and p.id = ${given('procedureId')}
    join dialogue d on d.tenant_id = p.tenant_id and d.id = ${given('dialogueId')}
    on conflict do nothing
    returning tenant_id, id
  ),
  ${ENTRY},
  message as (
    insert into outbox.message (topic, tenant_id, payload)
    select 'contribution.changed', tenant_id, jsonb_build_object('contributionId', id) from written
  )
  select count(*) as written from written`;
