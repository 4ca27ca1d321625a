alter table coupon
    -- the generation of the coupon's gate in Redis; every attempt to rebuild it takes a new one
    add column epoch bigint not null default 1,
    -- null: the gate is in order, as far as is known; else since when it is being rebuilt
    add column rebuild_since datetime(6),
    -- how many sequences nobody stood for when this epoch's gate was opened; with the total this bounds the sequences
    -- that it can have given
    add column spare_sequences bigint not null default 0;

-- Admitted claims that ended without a row of their own. Redis says so, too, but Redis may be lost.
create table claim_without_row (
    coupon_id bigint not null,
    user_id bigint not null,
    sequence bigint not null,
    -- ELSEWHERE: the user holds the coupon by a road that passes no gate; else why the claim was rejected
    ending varchar(32) character set ascii collate ascii_bin not null,
    ended_at datetime(6) not null,
    primary key (coupon_id, user_id)
);
