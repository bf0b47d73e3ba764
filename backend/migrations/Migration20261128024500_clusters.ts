import { Migration } from '@mikro-orm/migrations';

/** Contributions that say the same stand behind the first of them. Earlier ones stand for themselves. */
export class Migration20261128024500_clusters extends Migration {

  override name = 'Migration20261128024500_clusters';

  override up(): void | Promise<void> {
    this.addSql(`alter table "contribution" add "words_hash" varchar(64) null, add "lead_id" uuid null;`);
    this.addSql(`create unique index "contribution_leads" on "contribution" ("tenant_id", "dialogue_id", "words_hash") where lead_id is null and words_hash is not null;`);
    this.addSql(`create index "contribution_members" on "contribution" ("tenant_id", "lead_id") where lead_id is not null;`);

    this.addSql(`create table pub.contribution_member (
      tenant_id uuid not null,
      number text not null,
      lead_id uuid not null,
      primary key (tenant_id, number)
    );`);
    this.addSql(`create index member_of_lead on pub.contribution_member (tenant_id, lead_id);`);
    this.addSql(`grant select on pub.contribution_member to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.contribution_member to mitsprache_app;`);
  }
}
