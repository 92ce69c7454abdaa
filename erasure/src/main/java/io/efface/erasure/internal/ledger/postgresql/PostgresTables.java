package io.efface.erasure.internal.ledger.postgresql;

/**
 * The names of the tables of a ledger as they appear in SQL.
 *
 * @param schema the quoted name of the ledger's schema
 * @param part the number of the partition that contains a job's rows and faces
 */
record PostgresTables(String schema, int part) {
    String meta() {
        return schema + ".meta";
    }

    String jobs() {
        return schema + ".job";
    }

    String accounts() {
        return schema + ".account";
    }

    String rows() {
        return schema + ".job_row_" + part;
    }

    String faces() {
        return schema + ".job_face_" + part;
    }

    String detached() {
        return schema + ".detached";
    }

    String holds() {
        return schema + ".hold";
    }

    String events() {
        return schema + ".event";
    }

    String eventCounters() {
        return schema + ".event_counter";
    }

    String seals() {
        return schema + ".seal";
    }

    String tasks() {
        return schema + ".scheduled_tasks";
    }

    String workers() {
        return schema + ".worker";
    }

    PostgresTables withPart(int other) {
        return new PostgresTables(schema, other);
    }

    /** Returns the numbered statements of a resource of this package, for the schema and the partition. */
    String script(String resource) {
        return SqlScript.text(resource).replace("${schema}", schema).replace("${part}", Integer.toString(part));
    }
}
