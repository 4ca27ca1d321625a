-- Nothing here is ever changed or deleted: a receipt of years ago must still be checked.

-- The public halves of all keys that ever signed a receipt.
create table receipt_key (
    key_id varchar(64) character set ascii collate ascii_bin not null primary key,
    -- RFC 7517
    jwk varchar(2000) character set ascii collate ascii_bin not null,
    known_since datetime(6) not null
);

-- What the nonces of a coupon's receipts are made with. It tells users from leaves, so it never leaves the database.
create table receipt_blinding (
    coupon_id bigint not null primary key,
    secret binary(32) not null,
    made_at datetime(6) not null
);

-- One row a coupon, once all its claims are settled: the commitment.
create table receipt_digest (
    coupon_id bigint not null primary key,
    places bigint not null,
    root binary(32) not null,
    -- the hash over each receipt_chunk, in order
    chunk_roots mediumblob not null,
    statement varchar(1000) character set ascii collate ascii_bin not null,
    key_id varchar(64) character set ascii collate ascii_bin not null,
    signature varbinary(1024) not null,
    committed_at datetime(6) not null
);

-- The leaves, 1,024 hashes of 32 bytes a row: enough to prove any of them by reading two rows.
create table receipt_chunk (
    coupon_id bigint not null,
    chunk int not null,
    hashes blob not null,
    primary key (coupon_id, chunk)
);
