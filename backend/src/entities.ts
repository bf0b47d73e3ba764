import type { EntityClass } from '@mikro-orm/core';

import { Account, AccountTown, Membership } from './account/account.entity.js';
import { Institution, InstitutionMember } from './account/institution.entity.js';
import { Invitation } from './account/invitation.entity.js';
import { Session, SignOut, Ticket } from './account/session.entity.js';
import {
  Comment,
  CommentIdentity,
  Contribution,
  ContributionIdentity,
  Rating,
} from './contribution/contribution.entity.js';
import { Dialogue } from './contribution/dialogue.entity.js';
import { DialogueResult } from './contribution/dialogue-result.entity.js';
import { Suspension } from './contribution/suspension.entity.js';
import { ContributionStep, TownAnswer } from './contribution/town-answer.entity.js';
import { Subscriber, SubscriberAddress, Subscription } from './notification/subscription.entity.js';
import { JournalEntry } from './platform/journal.entity.js';
import { Phase, Procedure } from './procedure/procedure.entity.js';
import {
  DocumentVersion,
  Paragraph,
  PlanDocument,
  PlanFeature,
  PlanMap,
  PlanText,
  PlanUpload,
  TextVersion,
} from './plan/plan.entity.js';
import { Redaction } from './moderation/redaction.entity.js';
import { Appeal, ModerationClaim, Report } from './moderation/report.entity.js';
import { VoiceDecision } from './moderation/voice-decision.entity.js';
import { Upload } from './platform/upload.entity.js';
import { Release, Statement, StatementIdentity } from './statement/statement.entity.js';
import { Tenant } from './tenant/tenant.entity.js';
import { TownVersion } from './tenant/town-version.entity.js';
import { Answer, Decision } from './weighing/answer.entity.js';
import { CaseBlock, CaseTodo, CaseToIndex, CaseWord } from './weighing/case-index.entity.js';
import { CaseAction, CaseView, CaseWork } from './weighing/case-work.entity.js';
import { DialogueBridge, TakenContribution, Takeover } from './weighing/bridge.entity.js';
import { CaseExport } from './weighing/case-export.entity.js';
import { Dispatch, Inspection, LetterRun } from './weighing/dispatch.entity.js';
import { Reading, Recommendation, Section, TextBlock } from './weighing/recommendation.entity.js';

/** Every table that MikroORM knows. */
export const entities: EntityClass<unknown>[] = [
  Tenant,
  TownVersion,
  Account,
  AccountTown,
  Membership,
  Invitation,
  Institution,
  InstitutionMember,
  Session,
  Ticket,
  SignOut,
  JournalEntry,
  Phase,
  Procedure,
  PlanDocument,
  DocumentVersion,
  PlanText,
  PlanUpload,
  Paragraph,
  TextVersion,
  PlanMap,
  PlanFeature,
  Statement,
  StatementIdentity,
  Upload,
  Release,
  Redaction,
  Report,
  Appeal,
  ModerationClaim,
  VoiceDecision,
  Dialogue,
  Contribution,
  ContributionIdentity,
  ContributionStep,
  TownAnswer,
  DialogueResult,
  Comment,
  CommentIdentity,
  Rating,
  Suspension,
  Subscriber,
  SubscriberAddress,
  Subscription,
  Answer,
  Decision,
  Section,
  Recommendation,
  Reading,
  TextBlock,
  Dispatch,
  LetterRun,
  Inspection,
  DialogueBridge,
  TakenContribution,
  Takeover,
  CaseExport,
  CaseWork,
  CaseAction,
  CaseView,
  CaseBlock,
  CaseWord,
  CaseToIndex,
  CaseTodo,
];
