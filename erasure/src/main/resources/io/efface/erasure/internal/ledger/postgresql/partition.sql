-- A partition of rows and faces. It gets its rows before it gets its other indexes.
CREATE TABLE ${schema}.job_row_${part} (LIKE ${schema}.job_row INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE ${schema}.job_row_${part} ALTER part SET DEFAULT ${part}, ADD CONSTRAINT job_row_part_${part} CHECK (part = ${part}),
  SET (fillfactor = 80);
CREATE TABLE ${schema}.job_face_${part} (LIKE ${schema}.job_face INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE ${schema}.job_face_${part} ALTER part SET DEFAULT ${part}, ADD CONSTRAINT job_face_part_${part} CHECK (part = ${part}),
  SET (fillfactor = 80);
ALTER TABLE ${schema}.job_row_${part} ADD PRIMARY KEY (job, id);
ALTER TABLE ${schema}.job_face_${part} ADD PRIMARY KEY (job, row_id, number);
