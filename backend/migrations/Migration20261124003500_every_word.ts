import { Migration } from '@mikro-orm/migrations';

/**
 * German words without a list of those that are left out: that of PostgreSQL has „weg“ among them, and who asks a town
 * for „Weg“ means the path. What is public is written anew by the worker afterwards.
 */
export class Migration20261124003500_every_word extends Migration {

  override name = 'Migration20261124003500_every_word';

  override up(): void | Promise<void> {
    this.addSql(`create text search dictionary pub.german_words (template = pg_catalog.snowball, language = 'german');`);
    this.addSql(`alter text search configuration pub.german alter mapping for asciiword, asciihword, hword_asciipart, hword, hword_part, word with pub.unaccent, pub.german_words;`);
    this.addSql(`insert into outbox.message (topic, tenant_id, payload) select 'procedure.changed', tenant_id, jsonb_build_object('procedureId', id) from pub.procedure;`);
    this.addSql(`insert into outbox.message (topic, tenant_id, payload) select 'statement.changed', tenant_id, jsonb_build_object('statementId', id) from pub.voice;`);
  }

}
