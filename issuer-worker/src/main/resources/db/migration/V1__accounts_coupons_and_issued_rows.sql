-- All times are UTC. Ids are assigned by the application (id_sequence): an identity column would turn
-- JDBC batching off.
create table id_sequence (
    name varchar(64) not null primary key,
    next_value bigint not null
);

create table account (
    id bigint not null primary key,
    username varchar(32) character set ascii collate ascii_bin not null,
    password_hash varchar(255) character set ascii collate ascii_bin not null,
    role varchar(16) character set ascii collate ascii_bin not null,
    created_at datetime(6) not null,
    constraint account_username unique (username),
    constraint account_role check (role in ('USER', 'ADMIN'))
);

create table coupon (
    id bigint not null primary key,
    -- raised by every edit; issuing does not touch it
    version bigint not null,
    name varchar(100) not null,
    description varchar(1000) not null,
    discount_kind varchar(16) character set ascii collate ascii_bin not null,
    discount_value bigint not null,
    total_quantity bigint not null,
    issued_quantity bigint not null default 0,
    opens_at datetime(6) not null,
    closes_at datetime(6) not null,
    state varchar(16) character set ascii collate ascii_bin not null,
    created_at datetime(6) not null,
    -- the outbox of the announcer: the last version that Redis and the catalogue topic have
    announced_version bigint not null default 0,
    -- null: announced; else not to be tried before this time, which is also one announcer's lease
    announce_after datetime(6),
    -- whether a gate was ever made in Redis: a gate lost later must be rebuilt, not made anew
    warmed tinyint not null default 0,
    constraint coupon_version check (version >= 1),
    constraint coupon_discount check (discount_value >= 1),
    -- the last judge of "no oversell"
    constraint coupon_issued check (issued_quantity >= 0 and issued_quantity <= total_quantity),
    constraint coupon_window check (closes_at > opens_at),
    constraint coupon_state check (state in ('OPEN', 'PAUSED', 'CLOSED')),
    index coupon_announce_after (announce_after)
);

-- No foreign keys: users of a load test have no account, and checking coupon_id would take a shared lock on
-- the coupon's row for every row issued.
create table user_coupon (
    coupon_id bigint not null,
    user_id bigint not null,
    -- null on roads that have no ticket
    sequence bigint,
    road varchar(8) character set ascii collate ascii_bin not null,
    issued_at datetime(6) not null,
    -- "one each"
    primary key (coupon_id, user_id),
    index user_coupon_of_user (user_id, issued_at)
);
