-- How often a claim was given up. Issuing reads it when it looks for what is there, and its guard refuses if it
-- has changed since: so a claim is given up or becomes a row, never both.
alter table coupon add column discards bigint not null default 0;
