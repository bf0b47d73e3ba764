import { randomUUID } from 'node:crypto';

import { CLOSED, PROCEDURE, type Held, type Said, type Work } from './citizens.ts';

const CLERK = 'planung';
const AUTHOR = 'wird.gesperrt@mail.example';
/** The link in the mail to them; the demonstration has suspended somebody else. */
const THEIR_SUSPENSION = new RegExp(`${AUTHOR}(?:(?!<article)[^])*?/sperre/([\\w-]+)/([\\w-]+)`);

/** Hides, redacts and keeps, with reasons; the people concerned object, and somebody else decides. */
export async function moderate(
  work: Work,
  { voices, reports }: { voices: Said[]; reports: Held[] },
): Promise<void> {
  const { pen, writer } = work;
  const ground = () => ({ basis: 'rules', provision: pen.text(200) });
  const decide = (id: string, decision: string, more: object = {}) =>
    writer.write(
      'DecideVoice',
      { decision: { kind: 'contribution', id, decision, reason: pen.text(1_000), ...ground(), ...more } },
      'moderation',
    );
  await writer.write('ClaimNextVoice', { procedure: PROCEDURE, passed: [voices[1]!.id] }, 'moderation');
  await writer.write('ClaimVoice', { kind: 'contribution', id: voices[0]!.id }, 'moderation');
  await decide(voices[0]!.id, 'kept');
  await decide(voices[1]!.id, 'hidden');
  await decide(voices[2]!.id, 'redacted', { redacted: pen.text(10_000) });
  const { number, code } = reports[0]!;
  await writer.write('AppealReport', { number, code, text: pen.text(4_000) });
  const author = { number: voices[1]!.number, code: voices[1]!.code };
  await writer.write('AppealContribution', { ...author, text: pen.text(4_000) });
  const { moderationQueue } = await work.asks<{ moderationQueue: Queued[] }>(
    'ModerationQueue',
    { procedure: PROCEDURE },
    'admin',
  );
  // That of the author stays open, so that the queue shows it.
  const { appeal } = moderationQueue.find(({ id }) => id === voices[0]!.id)!;
  const answered = { id: appeal!.id, outcome: 'shown', answer: pen.text(1_000) };
  await writer.write('DecideAppeal', { decision: answered }, 'admin');
}

interface Queued {
  id: string;
  appeal: { id: string } | null;
}

/** Says what becomes of contributions: of one at once, of many a minute later. */
export async function answerInDialogue({ pen, writer }: Work, said: Said[]): Promise<void> {
  const answer = (numbers: string[]) => ({
    ...{ id: randomUUID(), becomes: 'planned', text: pen.text(4_000), office: pen.text(160), numbers },
  });
  await writer.write(
    'AnswerContributions',
    { procedure: PROCEDURE, answer: answer([said[3]!.number]) },
    CLERK,
  );
  const many = said.slice(4, 7).map(({ number }) => number);
  await writer.write('AnswerContributions', { procedure: PROCEDURE, answer: answer(many) }, CLERK);
}

/** Says at the end of a dialogue what became of it. */
export async function conclude({ pen, writer }: Work): Promise<void> {
  const result = { text: pen.text(4_000) };
  await writer.write('PublishDialogueResult', { ...CLOSED, result }, CLERK);
}

/** Warns an author, suspends them the next time, and lets them object; somebody else decides. */
export async function suspend({ pen, writer, asks, mailed }: Work, dialogue: string): Promise<Held> {
  const decide = async (more: object) => {
    const id = randomUUID();
    const words = { title: pen.text(160), text: pen.text(400), email: AUTHOR };
    await writer.write('Contribute', { contribution: { id, procedure: PROCEDURE, dialogue, ...words } });
    const ground = { basis: 'rules', provision: pen.text(200), reason: pen.text(1_000), ...more };
    const decision = { kind: 'contribution', id, decision: 'hidden', ...ground };
    await writer.write('DecideVoice', { decision }, 'moderation');
  };
  await decide({ isWarning: true });
  await decide({ suspendDays: 7 });
  const [number, code] = await mailed(THEIR_SUSPENSION);
  await writer.write('AppealSuspension', { number, code, text: pen.text(4_000) });
  const { suspensions } = await asks<Suspended>('DeskSuspensions', { page: 1 }, 'admin');
  const { id } = suspensions.nodes[0]!;
  const decision = { id, outcome: 'upheld', answer: pen.text(1_000) };
  await writer.write('DecideSuspensionAppeal', { decision }, 'admin');
  await writer.write('EndSuspension', { id, reason: pen.text(1_000) }, 'admin');
  return { number: number!, code: code! };
}

interface Suspended {
  suspensions: { nodes: { id: string }[] };
}

/** Follows what has a word in it, so that the word stands where one's subscriptions stand; answers what opens them. */
export async function follow({ pen, writer, asks, mailed }: Work): Promise<{ id: string; code: string }> {
  const email = `'onerror='&lt{folgt}\`/x@mail.example`;
  const word = pen.text(100);
  await writer.write('Subscribe', { subscription: { email, rhythm: 'daily', word } });
  const [id, code] = await mailed(/\/benachrichtigen\/bestaetigen\/([\w-]+)\/([\w-]+)/);
  const key = await writer.write<{ id: string; code: string }>('ConfirmSubscription', { id, code });
  const opens = { id: key.id, code: key.code };
  const { subscriber } = await asks<Followed>('SubscriberPage', opens, null);
  const subscription = subscriber.subscriptions[0]!.id;
  await writer.write('ChangeRhythm', { ...opens, subscription, rhythm: 'weekly' });
  return opens;
}

interface Followed {
  subscriber: { subscriptions: { id: string }[] };
}
