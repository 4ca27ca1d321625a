-- Whoever signed in before it can't renew their tokens (docs/decisions/0017). Null: never changed since the account was made.
alter table account add column password_changed_at datetime(6);
