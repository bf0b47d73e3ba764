import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';

import { AccountService } from '../account/account.service.js';
import { Asks } from '../platform/authorize.js';
import { ownRules, rulesOf, settingsOf, type Tenant } from '../tenant/tenant.entity.js';
import { TownSettingsService } from '../tenant/town-settings.service.js';
import { TownPictureService } from './town-picture.service.js';
import {
  TownContactInput,
  TownDefaultsInput,
  TownHistory,
  TownLegalInput,
  TownLookInput,
  TownPictureInput,
  TownRulesInput,
  TownSettings,
} from './town.graphql.js';
import { changesBetween, contactOf, defaultsOf, line, lines } from './town.words.js';

const version = () => Args('version', { type: () => Int });

/** What a town sets for its portal. */
@Resolver(() => TownSettings)
export class TownResolver {
  constructor(
    private readonly settings: TownSettingsService,
    private readonly pictures: TownPictureService,
    private readonly accounts: AccountService,
  ) {}

  @Query(() => TownSettings)
  @Asks()
  async townSettings(): Promise<TownSettings> {
    return shown(await this.settings.open());
  }

  @Query(() => TownHistory, { description: 'Every saving of the settings.' })
  @Asks()
  async townHistory(
    @Args('before', { type: () => Int, nullable: true }) before: number | null,
  ): Promise<TownHistory> {
    const { steps, next } = await this.settings.history(before ?? null);
    const names = await this.accounts.namesOf(steps.flatMap(({ version: { accountId } }) => accountId ?? []));
    const versions = steps.map(
      ({ version: { id, number, at, accountId, part, restoredFrom, content }, ...step }) => ({
        id,
        number,
        at: at.toISOString(),
        by: (accountId && names.get(accountId)) ?? null,
        part,
        restoredFrom: restoredFrom ?? null,
        changes: changesBetween(step.before, content),
      }),
    );
    return { versions, next };
  }

  @Mutation(() => TownSettings)
  @Asks()
  async setTownLook(@version() seen: number, @Args('look') look: TownLookInput): Promise<TownSettings> {
    const changes = {
      name: line(look.name),
      fullName: line(look.fullName),
      claim: line(look.claim),
      colour: look.colour.trim().toLowerCase(),
    };
    return shown(await this.settings.save('look', { version: seen, changes }));
  }

  @Mutation(() => TownSettings)
  @Asks()
  async setTownPicture(
    @version() seen: number,
    @Args('picture') picture: TownPictureInput,
  ): Promise<TownSettings> {
    return shown(await this.pictures.save(seen, picture));
  }

  @Mutation(() => TownSettings)
  @Asks()
  async setTownContact(
    @version() seen: number,
    @Args('contact') contact: TownContactInput,
  ): Promise<TownSettings> {
    const changes = { contact: contactOf(contact) };
    return shown(await this.settings.save('contact', { version: seen, changes }));
  }

  @Mutation(() => TownSettings)
  @Asks()
  async setTownLegal(@version() seen: number, @Args('legal') legal: TownLegalInput): Promise<TownSettings> {
    const changes = {
      imprint: lines(legal.imprint),
      privacy: lines(legal.privacy),
      accessibility: lines(legal.accessibility),
      ...(typeof legal.dialogueRules === 'string' && { dialogueRules: ownRules(lines(legal.dialogueRules)) }),
    };
    return shown(await this.settings.save('legal', { version: seen, changes }));
  }

  @Mutation(() => TownSettings)
  @Asks()
  async setTownDefaults(
    @version() seen: number,
    @Args('defaults') defaults: TownDefaultsInput,
  ): Promise<TownSettings> {
    const changes = { defaults: defaultsOf(defaults) };
    return shown(await this.settings.save('defaults', { version: seen, changes }));
  }

  @Mutation(() => TownSettings)
  @Asks()
  async setTownRules(@version() seen: number, @Args('rules') rules: TownRulesInput): Promise<TownSettings> {
    const { releaseByTwo, objectionDays } = rules;
    const town = await this.settings.open();
    const changes = { settings: { ...town.settings, releaseByTwo, objectionDays } };
    return shown(await this.settings.save('rules', { version: seen, changes }));
  }

  @Mutation(() => TownSettings, { description: 'Brings an older version back, as a new one.' })
  @Asks()
  async restoreTown(
    @version() seen: number,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<TownSettings> {
    return shown(await this.settings.restore(number, seen));
  }
}

const shown = (town: Tenant): TownSettings => ({
  version: town.version,
  slug: town.slug,
  name: town.name,
  fullName: town.fullName,
  claim: town.claim,
  colour: town.colour,
  picture: town.pictureKey
    ? `/api/towns/${town.slug}/picture/${town.pictureKey.slice(-12)}.webp`
    : town.picture
      ? `/api/towns/${town.slug}/picture.svg`
      : null,
  pictureAlt: town.pictureAlt,
  contact: town.contact,
  imprint: town.imprint,
  privacy: town.privacy,
  accessibility: town.accessibility,
  dialogueRules: rulesOf(town),
  defaults: town.defaults,
  rules: settingsOf(town),
});
