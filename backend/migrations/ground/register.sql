-- The intake register of the installation (design § 7): INSERT only, for everyone.
create schema register;

create table register.entry (
  id uuid primary key,
  entry bytea not null,
  inserted_at timestamptz not null default clock_timestamp()
);
grant usage on schema register to mitsprache_app;
grant select, insert on register.entry to mitsprache_app;
