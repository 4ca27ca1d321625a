-- Who does what only one worker at a time should do. Times are the database's, so that clocks of workers don't matter.
create table worker_lease (
    name varchar(64) character set ascii collate ascii_bin not null primary key,
    holder varchar(64) character set ascii collate ascii_bin not null,
    held_until datetime(6) not null
);

insert into worker_lease (name, holder, held_until) values ('recovery', 'nobody', '2026-01-01');
