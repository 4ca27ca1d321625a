-- How often somebody set out to make the coupon's gate: who does it again takes a new epoch.
alter table coupon add column gate_attempts int not null default 0;
