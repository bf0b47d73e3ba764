import { Migration } from '@mikro-orm/migrations';

export class Migration20261128021129_subscriptions extends Migration {

  override name = 'Migration20261128021129_subscriptions';

  override up(): void | Promise<void> {
    this.addSql(`create table "subscriber" ("id" uuid not null, "language" varchar(2) not null, "created_at" timestamptz not null, "claimed_until" timestamptz null, "asked_on" varchar(10) not null default '', "asked" smallint not null default 0, "failures" smallint not null default 0, "failed_to" bigint null, "failed_at" timestamptz null, "tries" smallint not null default 0, "ended_at" timestamptz null, primary key ("id"));`);

    this.addSql(`create table "subscriber_address" ("id" uuid not null, "digest" varchar(64) not null, "sealed" text not null, primary key ("id"));`);
    this.addSql(`alter table "subscriber_address" add constraint "subscriber_address_digest_unique" unique ("digest");`);

    this.addSql(`create table "subscription" ("id" uuid not null, "subscriber_id" uuid not null, "town_id" uuid null, "procedure_id" uuid null, "target" jsonb not null, "digest" varchar(64) not null, "label" varchar(300) not null, "rhythm" varchar(255) not null, "created_at" timestamptz not null, "ask_at" timestamptz null, "confirmed_at" timestamptz null, "ended_at" timestamptz null, "ended_because" varchar(255) null, "told_to" bigint not null default '0', "telling_to" bigint null, "next_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "subscription_ask_at_index" on "subscription" ("ask_at") where ask_at is not null;`);
    this.addSql(`create index "subscription_created_at_index" on "subscription" ("created_at") where confirmed_at is null;`);
    this.addSql(`create index "subscription_town_id_procedure_id_index" on "subscription" ("town_id", "procedure_id") where ended_at is null and confirmed_at is not null;`);
    this.addSql(`alter table "subscription" add constraint "subscription_subscriber_id_digest_unique" unique ("subscriber_id", "digest");`);

    // An address is written once and deleted, never changed.
    this.addSql(`revoke update on "subscriber_address" from mitsprache_app;`);
    this.addSql(`grant delete on "subscriber", "subscriber_address", "subscription" to mitsprache_app;`);
  }
}
