-- Whoever finds no row here makes one, and two who do so at once end in a deadlock: the first two coupons of a new
-- database could be answered 503. So the rows are there before anybody asks; where they were made already, they stay.
insert ignore into id_sequence (name, next_value) values ('account', 0), ('coupon', 0);
