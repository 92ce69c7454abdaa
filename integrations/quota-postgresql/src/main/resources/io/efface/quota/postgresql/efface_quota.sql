-- One row for each bucket. Room in the page lets an update stay in it, since each permit is one update.
CREATE TABLE IF NOT EXISTS efface_quota (
    id varchar(64) PRIMARY KEY,
    state bytea,
    expires_at bigint
) WITH (fillfactor = 50)
