-- Facts on their way from a transaction to those who listen: identifiers only, no personal data.
create schema outbox;
create table outbox.message (
  id bigint generated always as identity primary key,
  topic text not null,
  tenant_id uuid not null,
  payload jsonb not null default '{}',
  added_at timestamptz not null default clock_timestamp()
);
grant usage on schema outbox to mitsprache_app;
grant select, insert, update, delete on outbox.message to mitsprache_app;

-- The queue of jobs (pg-boss) lives in a schema of its own, made and kept by the library.
create schema jobs authorization mitsprache_app;
