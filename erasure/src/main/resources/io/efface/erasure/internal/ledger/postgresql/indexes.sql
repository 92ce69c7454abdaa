-- The other indexes of a partition, and the attachment to its table.
CREATE INDEX job_row_person_${part} ON ${schema}.job_row_${part} (job, account, person_hash, id);
CREATE INDEX job_row_any_${part} ON ${schema}.job_row_${part} (job, person_hash);
CREATE INDEX job_row_subject_${part} ON ${schema}.job_row_${part} (job, subject_hash);
CREATE INDEX job_row_work_${part} ON ${schema}.job_row_${part} (job, account, state, id);
CREATE INDEX job_row_same_${part} ON ${schema}.job_row_${part} (job, duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX job_face_target_${part} ON ${schema}.job_face_${part} (job, target);
ALTER TABLE ${schema}.job_row ATTACH PARTITION ${schema}.job_row_${part} FOR VALUES IN (${part});
ALTER TABLE ${schema}.job_face ATTACH PARTITION ${schema}.job_face_${part} FOR VALUES IN (${part});
