-- Who may see what: the tenant and the actor of a transaction, signed by the application (design § 4).
create schema sec;
revoke all on schema sec from public;

create table sec.key (
  id boolean primary key default true check (id),
  inner_pad bytea not null,
  outer_pad bytea not null
);

-- HMAC-SHA256 by RFC 2104 with the built-in sha256, so that no extension is needed.
create function sec.signature(message text) returns text
  language sql stable security definer set search_path = ''
  as $$
    select encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex') from sec.key
  $$;
revoke all on function sec.signature(text) from public;

-- One part of `tenant|actor|expiry|hmac`; null when the context is missing, forged or expired: then no row exists.
create function sec.context_part(part integer) returns uuid
  language plpgsql stable security definer set search_path = ''
  as $$
    declare
      context text := nullif(current_setting('app.context', true), '');
      parts text[];
    begin
      if context is null then return null; end if;
      parts := string_to_array(context, '|');
      if array_length(parts, 1) <> 4 then return null; end if;
      if sec.signature(parts[1] || '|' || parts[2] || '|' || parts[3]) is distinct from parts[4] then return null; end if;
      if to_timestamp(parts[3]::bigint) < clock_timestamp() then return null; end if;
      return nullif(parts[part]::uuid, '00000000-0000-0000-0000-000000000000');
    end
  $$;
revoke all on function sec.context_part(integer) from public;

create function sec.tenant() returns uuid
  language sql stable security definer set search_path = '' as $$ select sec.context_part(1) $$;
create function sec.actor() returns uuid
  language sql stable security definer set search_path = '' as $$ select sec.context_part(2) $$;
revoke all on function sec.tenant(), sec.actor() from public;

grant usage on schema sec to mitsprache_app;
grant execute on function sec.tenant(), sec.actor() to mitsprache_app;

-- Nobody but the owner creates anything; what the owner creates may be read and written, not deleted.
revoke create on schema public from public;
grant usage on schema public to mitsprache_app;
alter default privileges in schema public grant select, insert, update on tables to mitsprache_app;
