import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsIn } from 'class-validator';

import { Guarded } from '../platform/authorize.js';
import { isDisclosed } from '../statement/statement.policy.js';
import { CaseFilter } from './case.graphql.js';
import { FORMATS, type Format } from './case-export.entity.js';

/** The filter of the list, and how the table shall be; a page of the list means nothing here. */
@ArgsType()
export class ExportArgs extends CaseFilter {
  @Field(() => String)
  @IsIn(FORMATS)
  format!: Format;

  @Field({ description: 'Whether names and addresses stand in it.' })
  @IsBoolean()
  hasAuthors!: boolean;
}

@ObjectType()
@Guarded(isDisclosed)
export class CaseExportType {
  isDisclosed!: true;

  @Field(() => ID)
  id!: string;

  @Field({ description: 'UTC.' })
  askedAt!: string;

  @Field()
  format!: string;

  @Field()
  hasAuthors!: boolean;

  @Field(() => Int, { description: 'How many statements are in it by now.' })
  done!: number;

  @Field()
  isFinished!: boolean;

  @Field()
  hasFailed!: boolean;

  @Field(() => Int, { nullable: true, description: 'Bytes.' })
  size!: number | null;
}

@ObjectType()
@Guarded(isDisclosed)
export class CaseExports {
  isDisclosed!: true;

  @Field({ description: 'Whether the person who asks has signed in freshly enough.' })
  isFresh!: boolean;

  @Field({ description: 'Whether the table may have names and addresses.' })
  mayHaveAuthors!: boolean;

  @Field(() => [CaseExportType])
  exports!: CaseExportType[];
}
