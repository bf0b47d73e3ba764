import { graphql } from '#lib/graphql/graphql.ts';

/** Says of a pasted or uploaded receipt whether every byte is as it was. */
export const CheckReceipt = graphql(`
  query CheckReceipt($document: String!) {
    checkReceipt(document: $document) {
      isGenuine
      isContentRight
      isInRegister
      isSealed
      index
      problems
      number
      receivedAt
      isInTime
      procedureTitle
      town
    }
  }
`);

/** Which town a receipt's number belongs to. */
export const TownOfNumber = graphql(`
  query TownOfNumber($number: String!) {
    townOfNumber(number: $number)
  }
`);
