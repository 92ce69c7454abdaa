-- The tables of a ledger, version 1. Each table has the rows of all jobs. Times are milliseconds since 1970 in UTC. Target states are codes;
-- all other constants are names. Flags are 0 or 1.
CREATE TABLE ${schema}.meta (
  key text PRIMARY KEY,
  value text NOT NULL
);

-- part: the number of the job's own partition of job_row and job_face, or 0 for the partition of all small jobs.
CREATE TABLE ${schema}.job (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  state text NOT NULL,
  created_at bigint NOT NULL,
  planned_at bigint,
  due_at bigint,
  digest text,
  keys text NOT NULL,
  from_job text,
  planned_targets bigint,
  detached text,
  part integer NOT NULL DEFAULT 0
);

CREATE TABLE ${schema}.account (
  job integer NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  provider text NOT NULL,
  place text NOT NULL,
  settings text NOT NULL,
  paused text,
  paused_at bigint,
  sampled integer NOT NULL DEFAULT 0,
  absent integer NOT NULL DEFAULT 0,
  epoch bigint NOT NULL DEFAULT 0,
  worker text,
  lease_until bigint,
  attempts bytea,
  paused_until bigint,
  pauses integer NOT NULL DEFAULT 0,
  first_epoch bigint NOT NULL DEFAULT 0,
  ended text,
  PRIMARY KEY (job, number),
  UNIQUE (job, name)
) WITH (fillfactor = 50);

CREATE TABLE ${schema}.job_row (
  job integer NOT NULL,
  id bigint NOT NULL,
  line bigint NOT NULL,
  account integer,
  state smallint NOT NULL,
  problem text,
  problem_column integer,
  duplicate_of bigint,
  operation text NOT NULL,
  subject_hash bytea,
  subject bytea,
  person_hash bytea,
  person bytea,
  attempt integer NOT NULL DEFAULT 0,
  operation_id text,
  epoch bigint,
  since bigint,
  not_before bigint,
  outcome text,
  evidence text,
  verified_at bigint,
  maybe_earlier smallint NOT NULL DEFAULT 0 CHECK (maybe_earlier IN (0, 1)),
  kind text,
  effect text,
  permanent smallint CHECK (permanent IN (0, 1)),
  vendor_code text,
  request_id text,
  outcome_at bigint,
  read_at bigint,
  part integer NOT NULL
) PARTITION BY LIST (part);

CREATE TABLE ${schema}.job_face (
  job integer NOT NULL,
  row_id bigint NOT NULL,
  number integer NOT NULL,
  target bigint NOT NULL,
  hash bytea NOT NULL,
  face bytea,
  outcome text,
  evidence text,
  verified_at bigint,
  maybe_earlier smallint NOT NULL DEFAULT 0 CHECK (maybe_earlier IN (0, 1)),
  kind text,
  part integer NOT NULL
) PARTITION BY LIST (part);

CREATE TABLE ${schema}.detached (
  job integer NOT NULL,
  target bigint NOT NULL,
  hash bytea NOT NULL,
  face bytea,
  PRIMARY KEY (job, target, hash)
);

CREATE TABLE ${schema}.hold (
  job integer NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (job, hash)
);

CREATE TABLE ${schema}.event (
  job integer NOT NULL,
  seq bigint NOT NULL,
  position bigint,
  target bigint,
  bytes bytea NOT NULL,
  mac bytea NOT NULL,
  PRIMARY KEY (job, seq)
);
CREATE UNIQUE INDEX event_position ON ${schema}.event (job, position) WHERE position IS NOT NULL;
CREATE INDEX event_open ON ${schema}.event (job, seq) WHERE position IS NULL;
CREATE INDEX event_of_job ON ${schema}.event (job, seq) WHERE target IS NULL;

-- The number of the last event of each job. A transaction that adds events locks the job's counter until it commits, so the numbers have no
-- gaps, and events become visible in the order of their numbers.
CREATE TABLE ${schema}.event_counter (
  job integer PRIMARY KEY,
  last_seq bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE ${schema}.seal (
  job integer NOT NULL,
  number bigint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  final smallint NOT NULL CHECK (final IN (0, 1)),
  bytes bytea NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (job, number)
);

-- The account runs on which workers work. The library db-scheduler defines the columns.
CREATE TABLE ${schema}.scheduled_tasks (
  task_name text NOT NULL,
  task_instance text NOT NULL,
  task_data bytea,
  execution_time timestamp with time zone NOT NULL,
  picked boolean NOT NULL,
  picked_by text,
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint NOT NULL,
  priority smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON ${schema}.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON ${schema}.scheduled_tasks (last_heartbeat);

-- The workers, with their last heartbeat.
CREATE TABLE ${schema}.worker (
  name text PRIMARY KEY,
  started_at bigint NOT NULL,
  heartbeat_at bigint NOT NULL,
  account_runs integer NOT NULL
) WITH (fillfactor = 50);
