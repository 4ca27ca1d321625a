-- Tables of the lock lab. They have no check, no unique key and no guard on purpose: here nothing but a
-- strategy's own lock keeps the promises, so that one which keeps none is seen (docs/decisions/0012).
create table lab_coupon (
    -- the id of the real coupon
    id bigint not null primary key,
    total_quantity bigint not null,
    issued_quantity bigint not null default 0,
    -- of the optimistic strategies
    version bigint not null default 0,
    -- the youngest fencing token that was seen
    last_fence bigint not null default 0
);

create table lab_user_coupon (
    id bigint not null auto_increment primary key,
    coupon_id bigint not null,
    user_id bigint not null,
    issued_at datetime(6) not null,
    index lab_user_coupon_of_user (coupon_id, user_id)
);
