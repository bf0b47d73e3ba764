import { m } from '#lib/paraglide/messages.js';

type Kind = 'open' | 'soon' | 'waiting' | 'done' | 'past';

const KINDS: Record<string, Kind> = {
  early: 'open',
  display: 'open',
  announced: 'soon',
  weighing: 'waiting',
  between: 'waiting',
  decision: 'done',
  archive: 'past',
};

/** Where a procedure stands, as a badge shows it. */
export const badgeOf = (status: string): { kind: Kind; text: string } => ({
  kind: KINDS[status] ?? 'past',
  text: statusInWords(status),
});

export function statusInWords(status: string): string {
  const WORDS: Record<string, () => string> = {
    early: m.status_early,
    display: m.status_display,
    announced: m.status_announced,
    weighing: m.status_weighing,
    between: m.status_between,
    decision: m.status_decision,
    archive: m.status_archive,
  };
  return WORDS[status]?.() ?? status;
}

export const isOpen = (status: string): boolean => status === 'early' || status === 'display';

export function kindInWords(kind: string): string {
  const WORDS: Record<string, () => string> = {
    bebauungsplan: m.kind_bebauungsplan,
    flaechennutzungsplan: m.kind_flaechennutzungsplan,
    satzung: m.kind_satzung,
    waermeplan: m.kind_waermeplan,
    konzept: m.kind_konzept,
  };
  return WORDS[kind]?.() ?? kind;
}

export function topicInWords(topic: string): string {
  const WORDS: Record<string, () => string> = {
    wohnen: m.topic_wohnen,
    verkehr: m.topic_verkehr,
    umwelt: m.topic_umwelt,
    energie: m.topic_energie,
    gewerbe: m.topic_gewerbe,
    innenstadt: m.topic_innenstadt,
    soziales: m.topic_soziales,
  };
  return WORDS[topic]?.() ?? topic;
}

export function outcomeInWords(outcome: string): string {
  const WORDS: Record<string, () => string> = {
    followed: m.outcome_followed,
    'already-followed': m.outcome_already_followed,
    'partly-followed': m.outcome_partly_followed,
    'not-followed': m.outcome_not_followed,
    'working-group': m.outcome_working_group,
    noted: m.outcome_noted,
  };
  return WORDS[outcome]?.() ?? outcome;
}

export function documentInWords(kind: string): string {
  const WORDS: Record<string, () => string> = {
    notice: m.document_notice,
    'plan-drawing': m.document_plan_drawing,
    reasons: m.document_reasons,
    'environmental-report': m.document_environmental_report,
    'expert-report': m.document_expert_report,
    statute: m.document_statute,
    'summary-statement': m.document_summary_statement,
    other: m.document_other,
  };
  return WORDS[kind]?.() ?? kind;
}
