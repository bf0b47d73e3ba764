import type { Phase, Procedure } from '../procedure/procedure.entity.js';

const pick = ({ kind, title, lawProfile, firstDay, lastDay, extension, interruption }: Phase) => {
  return {
    kind,
    title,
    lawProfile,
    firstDay,
    lastDay,
    extension: extension ?? null,
    interruption: interruption ?? null,
  };
};

/** What the public may know of a procedure's frame; what is not here stays inside. */
export const shape = (procedure: Procedure) => ({
  tenant_id: procedure.tenantId,
  id: procedure.id,
  slug: procedure.slug,
  title: procedure.title,
  kind: procedure.kind,
  topic: procedure.topic,
  teaser: procedure.teaser,
  summary: procedure.summary,
  easy: procedure.easy,
  place_label: procedure.placeLabel,
  anonymous_allowed: procedure.anonymousAllowed,
  phases: JSON.stringify(
    procedure.phases.map((phase) => ({
      ...pick(phase),
      startsAt: phase.startsAt,
      endsAt: phase.endsAt,
    })),
  ),
  contact: JSON.stringify(procedure.contact),
  other_ways: JSON.stringify(procedure.otherWays),
  other_access: procedure.otherAccess,
  log: JSON.stringify(procedure.log),
  result: procedure.result ? JSON.stringify(procedure.result) : null,
  published_at: procedure.publishedAt,
});
