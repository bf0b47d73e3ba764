import { Migration } from '@mikro-orm/migrations';

export class Migration20261123184324_setup extends Migration {
  override name = 'Migration20261123184324_setup';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "procedure" add "notice" text not null default '', add "published_by" uuid null, add "publish_at" timestamptz null, add "override" jsonb null;`,
    );
    // A message may have a time before which it does not leave.
    this.addSql(`alter table outbox.message add due_at timestamptz;`);
  }
}
