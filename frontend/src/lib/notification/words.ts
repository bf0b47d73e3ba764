import { m } from '#lib/paraglide/messages.js';
import { localizeHref } from '#lib/platform/address.ts';
import { kindInWords, topicInWords } from '#lib/procedure/status.ts';

export const RHYTHMS = ['daily', 'weekly', 'at-once'] as const;

const RHYTHM_IN_WORDS: Record<string, () => string> = {
  'at-once': m.follow_at_once,
  daily: m.follow_daily,
  weekly: m.follow_weekly,
};

export const rhythmInWords = (rhythm: string): string => RHYTHM_IN_WORDS[rhythm]?.() ?? rhythm;

/** The rhythms as a choice, the usual one first. */
export const rhythmOptions = () =>
  RHYTHMS.map((value) => ({
    value,
    label: rhythmInWords(value),
    ...(value === 'at-once' && { hint: m.follow_at_once_hint() }),
  }));

export const WHATS = ['all', 'place', 'topic'] as const;

const KIND_IN_WORDS: Record<string, () => string> = {
  all: m.follow_kind_all,
  procedure: m.follow_kind_procedure,
  dialogue: m.follow_kind_dialogue,
  contribution: m.follow_kind_contribution,
  place: m.follow_kind_place,
  topic: m.follow_kind_topic,
};

/** What is followed, in words: „Umkreis: Zeitz · 3 km“. */
export function followedInWords({ kind, label }: { kind: string; label: string }): string {
  const parts = label.split(' · ').map((part) => {
    const topic = topicInWords(part);
    return topic === part ? kindInWords(part) : topic;
  });
  const name = parts.filter(Boolean).join(' · ') || m.follow_whole_land();
  return `${KIND_IN_WORDS[kind]?.() ?? kind}: ${name}`;
}

/** The page on which something is followed; nothing means all of the portal. */
export function followAddress(what: { verfahren?: string; dialog?: string; beitrag?: string } = {}): string {
  const query = new URLSearchParams(Object.entries(what));
  return localizeHref(`/benachrichtigen${query.size ? `?${query}` : ''}`);
}
