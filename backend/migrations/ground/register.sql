-- The intake register of the installation (design § 7), a transparency log: INSERT only, for everyone.
create schema register;

-- What happened, as the transaction in which it happened wrote it; sealed a few seconds later.
create table register.entry (
  id uuid primary key,
  entry bytea not null,
  inserted_at timestamptz not null default clock_timestamp()
);
create index entry_inserted on register.entry (inserted_at);

-- The order in which entries were sealed, and the hash of each as a leaf (RFC 9162 § 2.1.1).
create table register.leaf (
  index bigint primary key,
  entry_id uuid not null unique references register.entry (id),
  hash bytea not null
);

-- Hashes of complete subtrees of 256, 65,536 … leaves: level 1, 2 … of the tiles (C2SP tlog-tiles).
create table register.node (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- Signed tree heads (C2SP tlog-checkpoint).
create table register.checkpoint (
  size bigint primary key,
  root bytea not null,
  note text not null,
  sealed_at timestamptz not null
);

create function register.refuse() returns trigger language plpgsql as $$
  begin
    raise exception 'The register only grows: % of % is refused.', tg_op, tg_table_name using errcode = '42501';
  end
$$;
create trigger only_grows before update or delete or truncate on register.entry for each statement execute function register.refuse();
create trigger only_grows before update or delete or truncate on register.leaf for each statement execute function register.refuse();
create trigger only_grows before update or delete or truncate on register.node for each statement execute function register.refuse();
create trigger only_grows before update or delete or truncate on register.checkpoint for each statement execute function register.refuse();

grant usage on schema register to mitsprache_app;
grant select, insert on register.entry, register.leaf, register.node, register.checkpoint to mitsprache_app;
