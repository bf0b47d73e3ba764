import { Migration } from '@mikro-orm/migrations';

export class Migration20261128030000_transparency extends Migration {

  override name = 'Migration20261128030000_transparency';

  override up(): void | Promise<void> {
    // How much was said on each day in Berlin, whatever became of it; what the town itself said is left out.
    this.addSql(`create table pub.voice_day (
      tenant_id uuid not null,
      day date not null,
      contributions integer not null,
      comments integer not null,
      primary key (tenant_id, day)
    );`);
    this.addSql(`grant select on pub.voice_day to mitsprache_public;`);
    this.addSql(`grant select, insert, update, delete on pub.voice_day to mitsprache_app;`);
  }
}
