package io.efface.erasure.internal.ledger.sqlite;

/**
 * The names of one job's tables. Each job has its own, so that loading a job needs no index that others keep, and replacing one drops
 * tables instead of deleting rows.
 *
 * @param number the job's number in its ledger, from 1
 */
public record JobTables(int number) {
    /** One row per line of the input and account; {@code id} counts from 1 in the order of the input. */
    public String rows() {
        return "row_" + number;
    }

    /** The faces of rows whose operation is {@code DELETE_FACES}. */
    public String faces() {
        return "face_" + number;
    }

    /** The faces that deletions detached from their persons, once there are any. */
    public String detached() {
        return "detached_" + number;
    }

    /** The receipts' events. */
    public String events() {
        return "event_" + number;
    }

    /** The receipts' seals. */
    public String seals() {
        return "seal_" + number;
    }

    /** The accounts that the job names. */
    public String accounts() {
        return "account_" + number;
    }

    /** The hashes of persons and subjects that must not be touched. */
    public String holds() {
        return "hold_" + number;
    }
}
