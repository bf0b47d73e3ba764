import { Migration } from '@mikro-orm/migrations';

export class Migration20261123192828_release extends Migration {
  override name = 'Migration20261123192828_release';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "redaction" ("tenant_id" uuid not null, "id" uuid not null, "source" text not null, "author_label" varchar(255) not null, "files" jsonb not null default '[]', "proposed_at" timestamptz not null, "proposed_by" uuid not null, "sent_back_at" timestamptz null, "sent_back_by" uuid null, "sent_back_reason" text null, "approved_at" timestamptz null, "approved_by" uuid null, "object_until" timestamptz null, "objected_at" timestamptz null, "objection" text null, "published_at" timestamptz null, "retracted_at" timestamptz null, "retracted_by" uuid null, "retracted_reason" text null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(`alter table "release" add "files" jsonb not null default '[]';`);

    this.addSql(`alter table "redaction" enable row level security;`);
    this.addSql(`alter table "redaction" force row level security;`);
    this.addSql(
      `create policy "own_tenant" on "redaction" using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));`,
    );

    // A retracted copy leaves; its retraction stays in the redaction and in the log.
    this.addSql(`grant delete on "release" to mitsprache_app;`);
    this.addSql(`alter table pub.voice add files jsonb not null default '[]';`);
  }
}
