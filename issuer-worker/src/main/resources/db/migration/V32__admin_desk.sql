-- What admins did, one row a deed, written in the transaction of the change that it tells of. Nothing updates or deletes
-- rows here; what was done with dead letters stays in dead_letter_action and is shown together with these.
create table admin_action (
    id bigint not null auto_increment primary key,
    at datetime(6) not null,
    admin_id bigint not null,
    action varchar(16) character set ascii collate ascii_bin not null,
    -- null where it is about no coupon
    coupon_id bigint,
    -- for people: to what, and what about it
    target varchar(100) character set utf8mb4 not null,
    details varchar(500) character set utf8mb4 not null,
    outcome varchar(32) character set ascii collate ascii_bin not null,
    index admin_action_at (at, id),
    index admin_action_of_coupon (coupon_id, at, id)
);

create index dead_letter_action_begun on dead_letter_action (begun_at, id);

-- Who may fetch an export, once and soon. Only a digest of the ticket is here: the table is no bunch of keys.
create table export_ticket (
    digest binary(32) not null primary key,
    coupon_id bigint not null,
    admin_id bigint not null,
    expires_at datetime(6) not null,
    index export_ticket_expires_at (expires_at)
);
