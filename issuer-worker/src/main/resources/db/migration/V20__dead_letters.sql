-- What lies on the dead-letter topic, one row a letter, and what was done with it.
create table dead_letter (
    -- By the database: a letter is written by JDBC, for which an identity column turns nothing off.
    id bigint not null auto_increment primary key,
    state varchar(16) character set ascii collate ascii_bin not null,
    -- whose claim it was, as far as the record says; null where it does not
    coupon_id bigint,
    user_id bigint,
    sequence bigint,
    fault varchar(64) character set ascii collate ascii_bin not null,
    message varchar(500) character set utf8mb4 not null,
    -- the record that died; with the fingerprint of its bytes the identity of the letter, because offsets begin
    -- again when a broker loses its disk
    origin_topic varchar(249) character set ascii collate ascii_bin not null,
    origin_partition int not null,
    origin_offset bigint not null,
    fingerprint binary(32) not null,
    -- as they came
    record_key mediumblob,
    payload mediumblob,
    -- JSON: a list of {name, value}, values in base64
    headers mediumtext character set utf8mb4 not null,
    -- the letter whose replay died again as this one
    replay_of bigint,
    dead_lettered_at datetime(6) not null,
    handled_at datetime(6),
    -- whether discarding it gave a slot back to the stock
    slot_returned tinyint not null default 0,
    constraint dead_letter_state check (state in ('NEW', 'REPLAYED', 'DISCARDED')),
    constraint dead_letter_origin unique (origin_topic, origin_partition, origin_offset, fingerprint),
    index dead_letter_of_coupon (coupon_id, id),
    index dead_letter_in_state (state, id)
);

-- Written before the action begins, so that one which was cut off is seen too: it has no outcome.
create table dead_letter_action (
    id bigint not null auto_increment primary key,
    dead_letter_id bigint not null,
    action varchar(16) character set ascii collate ascii_bin not null,
    actor_id bigint not null,
    reason varchar(500) character set utf8mb4,
    begun_at datetime(6) not null,
    outcome varchar(32) character set ascii collate ascii_bin,
    ended_at datetime(6),
    constraint dead_letter_action_kind check (action in ('REPLAY', 'DISCARD')),
    index dead_letter_action_of (dead_letter_id, id)
);

-- Claims that must never become a row, because their slot was given to somebody else.
create table discarded_claim (
    coupon_id bigint not null,
    user_id bigint not null,
    sequence bigint not null,
    discarded_at datetime(6) not null,
    primary key (coupon_id, user_id, sequence)
);
