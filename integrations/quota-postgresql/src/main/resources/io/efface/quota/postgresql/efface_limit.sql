-- One row for each limit: no permit before this moment, in microseconds since the epoch by the database's clock. Room in the page lets an
-- update stay in it, since each permit is one update.
CREATE TABLE IF NOT EXISTS efface_limit (
    id varchar(64) PRIMARY KEY,
    next bigint NOT NULL
) WITH (fillfactor = 50)
