import { Migration } from '@mikro-orm/migrations';

export class Migration20261124043414_idle_roles extends Migration {

  override name = 'Migration20261124043414_idle_roles';

  override up(): void | Promise<void> {
    this.addSql(`alter table "membership" add "warned_at" timestamptz null;`);
  }
}
