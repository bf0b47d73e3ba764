import { Args, Query, Resolver } from '@nestjs/graphql';

import { Public } from '../platform/authorize.js';
import { invalid } from '../platform/problem.js';
import { checkReceipt } from './check.js';
import { ReceiptCheck } from './register.graphql.js';

const MAX_LENGTH = 400_000;

/** Anyone can check a receipt, without an account. */
@Resolver()
export class RegisterResolver {
  @Query(() => ReceiptCheck, {
    description: 'Recomputes a receipt, pasted or uploaded; keeps nothing of it.',
  })
  @Public()
  checkReceipt(@Args('document') document: string): ReceiptCheck {
    if (document.length > MAX_LENGTH) throw invalid('document', 'receipt.unreadable');
    const { claims, isContentRight, isInRegister, index, problems } = checkReceipt(document);

    return {
      isGenuine: claims !== null,
      isContentRight,
      isInRegister,
      isSealed: index !== null,
      index,
      problems,
      number: claims?.number ?? null,
      receivedAt: claims?.receivedAt ?? null,
      isInTime: claims?.inTime ?? null,
      procedureTitle: claims?.procedure.title ?? null,
      town: claims?.tenant ?? null,
    };
  }
}
