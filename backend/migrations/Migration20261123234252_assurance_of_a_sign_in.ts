import { Migration } from '@mikro-orm/migrations';

export class Migration20261123234252_assurance_of_a_sign_in extends Migration {

  override name = 'Migration20261123234252_assurance_of_a_sign_in';

  override up(): void | Promise<void> {
    this.addSql(`alter table "session" add "assurance" varchar(255) null;`);
  }

}
