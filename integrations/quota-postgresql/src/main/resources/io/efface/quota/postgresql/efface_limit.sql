-- One row for each limit. The limit gives no permit before the time "next", in microseconds since the epoch by the database's clock.
-- Each permit is one update of a row. The fill factor leaves free space in a page, so that the updated row stays in its page.
CREATE TABLE IF NOT EXISTS efface_limit (
    id varchar(64) PRIMARY KEY,
    next bigint NOT NULL
) WITH (fillfactor = 50)
