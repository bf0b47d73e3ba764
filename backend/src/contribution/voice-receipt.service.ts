import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { authorize } from '../platform/authorize.js';
import { notFound } from '../platform/problem.js';
import { Upload } from '../platform/upload.entity.js';
import { parseCode, parseNumber } from '../register/number.js';
import { RegisterService } from '../register/register.service.js';
import { commentContentOf, contentOf } from './contribution-content.js';
import {
  Comment,
  CommentIdentity,
  Contribution,
  ContributionIdentity,
  type VoiceKind,
} from './contribution.entity.js';
import type { ContributionReceipt, SentFile } from './contribution.graphql.js';
import { canOpenContribution } from './contribution.policy.js';
import { DialogueService } from './dialogue.service.js';
import { StandingService, type FoundVoice } from './standing.service.js';
import { voiceCode } from './voice.js';

/** Something that was said, and where its author is told what became of it. */
export interface Author {
  /** Null where none was given. */
  email: string | null;
  number: string;
  code: string;
  standing: string;
  hiddenReason: string | null;
  procedureId: string;
}

/** Receipts of what was said, for who holds number and code. */
@Injectable()
export class VoiceReceiptService {
  constructor(
    private readonly em: EntityManager,
    private readonly dialogues: DialogueService,
    private readonly standing: StandingService,
    private readonly register: RegisterService,
  ) {}

  /** The receipt for who holds number and code. Throws `contribution.not-found` for every wrong pair. */
  async open(number: string, code: string): Promise<ContributionReceipt> {
    const voice = await this.held(number, code);
    const { kind, said, contribution } = voice;
    const { dialogue, procedure } = await this.dialogues.of(contribution.dialogueId);
    const address = { dialogue: dialogue.key, procedure: procedure.slug };
    const content =
      said instanceof Comment
        ? commentContentOf(said, { ...address, contribution: contribution.number })
        : contentOf(said, address);
    const { text, standing, hiddenReason = null, redactedText = null } = said;
    const document = await this.register.receiptDocument({
      ...{ receipt: said.receipt!, number: said.number!, salt: said.salt! },
      ...{ entryId: said.registerEntryId!, content },
    });
    return {
      ...{ isDisclosed: true as const, kind, procedureSlug: procedure.slug, procedureTitle: procedure.title },
      ...{ dialogueKey: dialogue.key, contributionNumber: contribution.number, number: said.number! },
      ...{ code: voiceCode(kind, said.id), title: contribution.title, text, standing, hiddenReason },
      ...{ redactedText, place: kind === 'contribution' ? (contribution.place ?? null) : null },
      files: said instanceof Contribution ? await this.filesOf(said) : [],
      receivedAt: (said instanceof Comment ? said.writtenAt : said.receivedAt).toISOString(),
      isSealed: document.proof !== null,
      receiptJson: JSON.stringify(document, null, 2),
    };
  }

  /** What was said, for who holds number and code. Throws `contribution.not-found` for every wrong pair. */
  async held(number: string, code: string): Promise<FoundVoice> {
    const spoken = parseNumber(number);
    const given = parseCode(code) ?? '';
    const where = { number: spoken ?? '' };
    const found = [
      { kind: 'contribution' as const, said: await this.em.findOne(Contribution, where) },
      { kind: 'comment' as const, said: await this.em.findOne(Comment, where) },
    ];
    const rights = found.map(({ kind, said }) => ({ kind, right: voiceCode(kind, said?.id ?? 'nobody') }));
    // A number belongs to one of them; should both ever have the same, the code tells which is meant.
    const at = rights.findIndex((one, index) => found[index]!.said && one.right === given);
    const { kind, said } = found[Math.max(at, 0)]!;
    authorize(canOpenContribution, { given, right: rights[Math.max(at, 0)]!.right }, 'contribution');
    if (!said) throw notFound('contribution');
    return this.standing.find(kind, said.id);
  }

  /** Who is told what became of something that was said. Throws `<kind>.not-found`. */
  async authorOf(kind: VoiceKind, id: string): Promise<Author> {
    const { said, contribution } = await this.standing.find(kind, id);
    const identity =
      kind === 'comment'
        ? await this.em.findOne(CommentIdentity, { id })
        : await this.em.findOne(ContributionIdentity, { id });
    const { standing, hiddenReason = null } = said;
    return {
      ...{ email: identity?.email ?? null, number: said.number ?? contribution.number },
      ...{ code: voiceCode(kind, id), standing, hiddenReason, procedureId: contribution.procedureId },
    };
  }

  private async filesOf({ id, files, copies }: Contribution): Promise<SentFile[]> {
    const uploads = files.length ? await this.em.find(Upload, { ownerId: id }) : [];
    return files.map(({ id: fileId, name, size, sha256 }) => {
      const scan = uploads.find((upload) => upload.id === fileId)?.scan ?? null;
      const isCopied = copies.some((copy) => copy.uploadId === fileId);
      const after = isCopied ? 'shown' : 'staff';
      const state = scan === null ? 'waiting' : scan === 'infected' ? 'withheld' : after;
      return { isDisclosed: true, name, size, sha256, state };
    });
  }
}
