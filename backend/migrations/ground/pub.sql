-- What is public and nothing else. The projector writes it, everyone may read it; no row-level security here,
-- so that full-text and map indexes work.
create schema pub;
create extension if not exists pg_trgm with schema pub;
create extension if not exists unaccent with schema pub;

create text search configuration pub.german (copy = pg_catalog.german);
alter text search configuration pub.german
  alter mapping for hword, hword_part, word with pub.unaccent, german_stem;

-- German words without their umlauts, so that „Köthen“ and „Koethen“ and „Kothen“ find each other.
create function pub.plain(words text) returns text
  language sql immutable parallel safe set search_path = ''
  as $$ select pub.unaccent('pub.unaccent', replace(replace(replace(lower(words), 'ae', 'a'), 'oe', 'o'), 'ue', 'u')) $$;

-- Grows with every change of anything here: the key of the page cache.
create table pub.revision (
  id boolean primary key default true check (id),
  value bigint not null default 1
);
insert into pub.revision default values;

create table pub.tenant (
  id uuid primary key,
  slug text not null unique,
  -- the first group of its receipts' numbers
  code text not null,
  ags text,
  name text not null,
  full_name text not null,
  claim text not null,
  colour text not null,
  picture text,
  picture_alt text not null,
  contact jsonb not null,
  imprint text not null,
  privacy text not null,
  accessibility text not null,
  -- voices and answers by year of arrival: {"2026": {"voices": 12, "answered": 3}}
  figures jsonb not null default '{}'
);

create table pub.municipality (
  ags text primary key,
  name text not null,
  kind text not null,
  postcodes text[] not null,
  centre point not null,
  outline jsonb not null,
  words text not null
);
create index municipality_words on pub.municipality using gin (words pub.gin_trgm_ops);

create table pub.procedure (
  tenant_id uuid not null,
  id uuid not null,
  slug text not null,
  title text not null,
  kind text not null,
  topic text not null,
  teaser text not null,
  summary text not null,
  easy text not null,
  place_label text not null,
  anonymous_allowed boolean not null,
  phases jsonb not null,
  contact jsonb not null,
  other_ways jsonb not null,
  other_access text not null,
  log jsonb not null,
  result jsonb,
  document_count integer not null default 0,
  voice_count integer not null default 0,
  outline jsonb,
  box box,
  centre point,
  published_at timestamptz not null,
  -- The phase as of the last turn; `turns_at` is the next boundary, watched by the worker to the second.
  status text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  turns_at timestamptz,
  -- What ends next comes first: rank by status, then the instant that matters in it.
  rank smallint not null,
  sort_key double precision not null,
  year integer not null,
  search tsvector not null,
  words text not null,
  primary key (tenant_id, id),
  unique (tenant_id, slug)
);
create index procedure_order on pub.procedure (rank, sort_key, id);
create index procedure_order_of_tenant on pub.procedure (tenant_id, rank, sort_key, id);
create index procedure_turn on pub.procedure (turns_at) where turns_at is not null;
create index procedure_search on pub.procedure using gin (search);
create index procedure_words on pub.procedure using gin (words pub.gin_trgm_ops);
create index procedure_box on pub.procedure using gist (box);

create table pub.document (
  tenant_id uuid not null,
  procedure_id uuid not null,
  id uuid not null,
  version integer not null,
  key text not null,
  title text not null,
  kind text not null,
  language text not null,
  pages integer not null,
  size integer not null,
  sha256 text not null,
  file_key text not null,
  laid_out_at timestamptz not null,
  taken_down_at timestamptz,
  position integer not null,
  is_current boolean not null,
  search tsvector not null,
  primary key (tenant_id, id, version)
);
create index document_of_procedure on pub.document (tenant_id, procedure_id, position, version);
create index document_search on pub.document using gin (search);

create table pub.text (
  tenant_id uuid not null,
  procedure_id uuid not null,
  id uuid not null,
  version integer not null,
  key text not null,
  title text not null,
  is_current boolean not null,
  laid_out_at timestamptz not null,
  position integer not null,
  -- [{kind: 'heading'|'paragraph'|'removed', level?, id?, number?, text, plain?, change?, diff?}] in reading order
  blocks jsonb not null,
  search tsvector not null,
  primary key (tenant_id, id, version)
);
create index text_of_procedure on pub.text (tenant_id, procedure_id, position, version);
create index text_search on pub.text using gin (search);

create table pub.feature (
  tenant_id uuid not null,
  procedure_id uuid not null,
  id uuid not null,
  position integer not null,
  name text not null,
  kind text not null,
  note text not null,
  geometry jsonb not null,
  primary key (tenant_id, id)
);
create index feature_of_procedure on pub.feature (tenant_id, procedure_id, position);

create table pub.layer (
  tenant_id uuid not null,
  procedure_id uuid not null,
  id uuid not null,
  title text not null,
  url text not null,
  layers text not null,
  primary key (tenant_id, id)
);

-- Released, redacted copies of statements with their answers.
create table pub.voice (
  tenant_id uuid not null,
  procedure_id uuid not null,
  id uuid not null,
  label text not null,
  author_label text not null,
  text text not null,
  paragraph_id uuid,
  about jsonb not null,
  received_on date not null,
  outcome text,
  answer text,
  search tsvector not null,
  words text not null,
  primary key (tenant_id, id)
);
create index voice_of_procedure on pub.voice (tenant_id, procedure_id, received_on desc, id);
create index voice_of_paragraph on pub.voice (tenant_id, paragraph_id) where paragraph_id is not null;
create index voice_search on pub.voice using gin (search);
create index voice_words on pub.voice using gin (words pub.gin_trgm_ops);

grant usage on schema pub to mitsprache_app, mitsprache_public;
grant select on all tables in schema pub to mitsprache_public;
grant select, insert, update, delete on all tables in schema pub to mitsprache_app;
