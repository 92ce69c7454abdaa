package io.efface.cli.process;

import java.util.List;
import java.util.stream.Stream;

/** The English error messages of the libraries about ledgers, receipts, keys and workers. */
final class KnownLedgerErrors {
    static final List<Known> ALL = Stream.of(
                    // Ledgers
                    Message.of("the ledger {0} cannot be created or opened for writing: {1}"),
                    Message.of("the ledger {0} cannot be opened for writing: {1}"),
                    Message.of("the ledger {0} cannot be created: {1}"),
                    Message.of("the ledger {0} cannot be opened: {1}"),
                    Message.of("the ledger {0} cannot be read: {1}"),
                    Message.of("the ledger cannot be read: {0}"),
                    Message.of("the file {0} cannot be opened as a ledger: {1}"),
                    Message.of("the file is not a ledger: {0}"),
                    Message.of(
                            "the ledger cannot be written: {0}; whether the last changes were stored is unknown until the ledger is opened again; nothing more is sent"),
                    Message.of("the ledger cannot be written: {0}; nothing more is sent"),
                    Message.of("the ledger cannot be written: {0}"),
                    Message.of("its writer ended unexpectedly"),
                    Message.of("Java ran out of memory (raise the limit with -Xmx)"),
                    Message.of("the ledger is closed"),
                    Message.of("the ledger is being read; try again later"),
                    Message.of(
                            "the ledger is being read, so its file cannot yet be rewritten to remove the encrypted ids; the ids are already unreadable; repeat the scrub when no process reads the ledger"),
                    Message.of(
                            "another command, such as a large plan, has been writing the ledger all the time; nothing was changed: try again when that command has ended"),
                    Message.of("this process has the ledger {0} open already; close it, then try again"),
                    Message.of("the ledger {0} is not a regular file, or is a link"),
                    Message.of(
                            "the ledger {0} is missing, but its log exists: {1}; restore the ledger's file, or name another file"),
                    Message.of("the ledger's folder {0} cannot be created: {1}"),
                    Message.of("the ledger's folder {0} does not exist"),
                    Message.of("the type of the file system of the ledger's folder {0} cannot be determined: {1}"),
                    Message.of(
                            "the ledger's folder {0} is on a network file system ({1}), where two machines could write to it at the same time; choose a local disk"),
                    Message.of("the file {0} is not the lock of a ledger; rename it, or name another ledger"),
                    Message.of(
                            "other users can access {0}, and this user may not change its permissions; run chmod 600"),
                    Message.of(
                            "the ledger {0} is read-only, and its latest changes may be in {1}, which SQLite cannot read there; copy the ledger and all files beside it to a writable disk"),
                    Message.of(
                            "the ledger's database does not keep committed changes safely (journal_mode {0}, synchronous {1}); the ledger must be on a local disk"),
                    Message.of(
                            "the ledger has triggers or views, which Efface never creates and which could change its statements"),
                    Message.of(
                            "the ledger is of version {0}; this Efface writes version {1} and also reads the versions from {2}"),
                    Message.of("the ledger is of version {0}; this Efface reads and writes version {1}"),
                    Message.of("the ledger has lost its id"),
                    Message.of("the ledger's id cannot be understood"),
                    Message.of("the ledger contains a state that this version does not know"),
                    Message.of(
                            "only one process at a time can use the ledger, so it cannot have workers; use a ledger in PostgreSQL"),
                    Message.of("a ledger in PostgreSQL needs the library org.postgresql:postgresql on the class path"),
                    Message.of("workers need the library com.github.kagkarlsson:db-scheduler on the class path"),
                    Message.of("the worker has ended"),
                    Message.of("the list of account runs could not be read"),
                    Message.of(
                            "SQLite's native library cannot be unpacked or loaded ({0}); set EFFACE_CACHE to a directory of your own with mode 700, on a disk with exec rights and 2 MB of free space"),
                    // PostgreSQL
                    Message.of("the schema {0} of the database has no ledger"),
                    Message.of("the database has another ledger than before; restart the worker"),
                    Message.of("the database is not suitable for a ledger: {0}"),
                    Message.of("the server has fsync = off, so it can lose committed changes; set fsync = on"),
                    Message.of("the server is older than PostgreSQL 14; use PostgreSQL 14 or later"),
                    Message.of("the encoding of the database is not UTF8; create a database with the encoding UTF8"),
                    Message.of("the server is a standby, which cannot be written; name the primary server"),
                    Message.of(
                            "beyond this machine, the connection to the ledger must be encrypted, and the server must be verified: leave out sslmode, or set sslmode={0}"),
                    // Causes of failures of files and databases
                    Message.of("the system reports: {0}"),
                    Message.of(
                            "the disk of the ledger is full, or the disk of temporary files is full (SQLITE_TMPDIR, else /var/tmp or /tmp); free some space, then repeat the command"),
                    Message.of(
                            "its file, or a file beside it or in the directory of temporary files, cannot be opened or created; check permissions and free space"),
                    Message.of("the disk reports an input/output error ({0}); check the disk and its free space"),
                    Message.of("the file is damaged; restore it from a copy"),
                    Message.of("the file is not an SQLite database, or its first page is damaged"),
                    Message.of(
                            "another process has locked the database; repeat the command when that process has ended"),
                    Message.of("access to its file is denied; check the permissions"),
                    Message.of("memory has run out"),
                    Message.of("the database reports {0}"),
                    Message.of("the disk of the server is full; free some space, then repeat the command"),
                    Message.of("the memory of the server has run out"),
                    Message.of("the server has no free connection; raise max_connections, or use fewer processes"),
                    Message.of(
                            "another process has locked the job for too long; repeat the command when that process has ended"),
                    Message.of("the server is read-only, for example a standby; name the primary server"),
                    Message.of("the database does not exist; create it first"),
                    Message.of("a table or a column of the ledger is missing; restore the database from a copy"),
                    Message.of("the user lacks a privilege (see docs/postgresql.md)"),
                    Message.of("the server rejects the user or the password; check the credentials and pg_hba.conf"),
                    Message.of("the server cancelled a statement that took too long"),
                    Message.of("transactions of other processes conflicted repeatedly with this transaction"),
                    Message.of("the database is damaged (SQLSTATE {0}); restore it from a copy"),
                    Message.of(
                            "the connection to the server failed or was lost; check the server and the network, then repeat the command"),
                    Message.of("the server reports SQLSTATE {0}"),
                    Message.of("{0} is missing; restore the ledger from a copy"),
                    Message.of("{0} is not a regular file"),
                    Message.of("{0} belongs to another user"),
                    Message.of("{0} is a link, or other users can access it; remove their permissions"),
                    Message.of("{0}: the library cannot be loaded; the disk may be mounted without exec rights"),
                    // Damage of a ledger
                    Message.of(
                            "the ledger is damaged: the column settings of account {0} does not contain an account's settings; the receipts do not contain this value; use a copy of the ledger from before the damage"),
                    Message.of(
                            "the ledger is damaged: the column {0} of {1} does not hold a value of its type; 'efface receipts repair' restores the value from the receipts"),
                    Message.of(
                            "the ledger is damaged: the column {0} of {1} does not hold a value of its type; the receipts do not contain this value; use a copy of the ledger from before the damage"),
                    Message.of(
                            "the ledger is damaged: the column {0} of {1} holds a value that it cannot have; use a copy of the database from before the damage"),
                    Message.of(
                            "the ledger is damaged: the column state of {0} holds a state that does not exist; 'efface receipts repair' restores it from the receipts"),
                    Message.of("the ledger is damaged: the column {0} holds a value that it cannot have"),
                    Message.of("the ledger is damaged: event {0} cannot be found again"),
                    Message.of("the ledger is damaged: the table meta has no entry {0}"),
                    Message.of(
                            "the ledger is damaged: the number of targets of job {0} in the table meta is not a number"),
                    Message.of(
                            "the ledger is damaged: a row that another row names is missing; 'efface receipts verify' shows the row"),
                    Message.of(
                            "the ledger is damaged: the table {0}, or its index, has no face to delete for row {1}, line {2} of the list; 'efface receipts repair' restores the faces from the receipts"),
                    Message.of(
                            "the ledger is damaged: the table {0} has no face to delete for row {1}, line {2} of the list; 'efface receipts repair' restores the faces from the receipts"),
                    Message.of(
                            "the ledger is damaged: an index of the table {0} or {1} does not agree with its table, so targets would be left out; 'efface receipts repair' rebuilds the indexes"),
                    Message.of("the ledger is damaged: the options of a detached run cannot be read"),
                    Message.of("the ledger is damaged: {0}; use a copy of the ledger from before the damage"),
                    Message.of("the ledger is damaged: {0}; use a copy of the database from before the damage"),
                    Message.of(
                            "the job had {0} targets when it was planned, or when an id was last removed from its hold list, but now the table {1} has {2}"),
                    Message.of(
                            "the job had {0} targets when it was planned, or when an id was last removed from its hold list, but now it has {1}"),
                    Message.of("the table {0} has {1} rows, but the number of the last row is {2}"),
                    Message.of("job {0} has {1} rows, but the number of the last row is {2}"),
                    Message.of("{0} belongs to no account"),
                    Message.of("{0} belongs to account {1}, which the table {2} does not have"),
                    Message.of("targets belong to no account"),
                    Message.of("targets belong to account {0}, which the table {1} does not have"),
                    Message.of("the job's counts do not agree: {0}"),
                    Message.of("rows are missing or counted twice"),
                    Message.of("targets are done without an outcome"),
                    Message.of(
                            "the number of rows in the state DUPLICATE differs from the number of rows that name another row"),
                    Message.of(
                            "the plan does not add up: {0} rows were stored, and the ledger contains {1} (planned {2}, duplicates {3}, refused {4}, held {5}); nothing was planned"),
                    Message.of("row {0} of the job has been changed"),
                    Message.of("the column person_hash of row {0} is not the hash of the column person"),
                    // Jobs
                    Message.of("the job was removed meanwhile"),
                    Message.of("the job was replaced meanwhile"),
                    Message.of("the job '{0}' was replaced meanwhile; try again"),
                    Message.of("the job '{0}' was replaced meanwhile"),
                    Message.of("the job '{0}' has been planned anew meanwhile"),
                    Message.of("the job's ids have been destroyed"),
                    Message.of("the job '{0}' is {1}; plan it again"),
                    Message.of("the job '{0}' is {1}; its ids are gone"),
                    Message.of("the job '{0}' is {1} and cannot be run"),
                    Message.of("the account '{0}', for which the job was planned, is not configured any more"),
                    Message.of(
                            "workers carry out a detached run of the job '{0}'; wait until it is finished, or stop the detached run"),
                    Message.of(
                            "a worker may still finish calls of the detached run of the job '{0}', until {1} at the latest; try again"),
                    Message.of("a later version of Efface has recorded the detached run; update this worker"),
                    Message.of("the job '{0}' has no detached run"),
                    Message.of(
                            "a process already runs, verifies or seals the job '{0}'; wait until it has ended, or end it, then try again"),
                    Message.of("this process already runs or verifies the job '{0}'"),
                    Message.of(
                            "the job '{0}' was planned with another hash.key, and faces that it detached from people may still exist in the account '{1}'; without that key, Efface cannot find out whose faces these are, so it would report people as absent although their faces exist; run and verify the job '{2}' with its own key folder first; if the key is lost, 'efface scrub --force --job {3}' gives these faces up and records their number"),
                    Message.of(
                            "the job '{0}' was planned with another hash.key, and faces that it detached from people may still exist; without that key, Efface cannot find out whose faces these are, so it would report people as absent although their faces exist; run and verify the job '{1}' with its own key folder first; if the key is lost, 'efface scrub --force --job {2}' gives these faces up and records their number"),
                    Message.of(
                            "the job '{0}' detached faces of people of this job, which may still exist, and the ids of these faces cannot be decrypted: {1}; restore the key; if the key is lost, 'efface scrub --force --job {2}' gives these faces up and records their number"),
                    Message.of(
                            "the job '{0}' detached faces, perhaps of people of this job, which may still exist, and the ledger's data about these faces cannot be read: {1}"),
                    Message.of(
                            "{0} detached face of the job '{1}' may still exist at the vendor, and could not be found after a scrub; remove their targets from the hold list, then run and verify the job, or force the scrub"),
                    Message.of(
                            "{0} detached faces of the job '{1}' may still exist at the vendor, and could not be found after a scrub; remove their targets from the hold list, then run and verify the job, or force the scrub"),
                    // Options of runs, verifications and workers
                    Message.of("the limit of absent targets must be from 0 to 100 percent"),
                    Message.of("the call timeout must be at most one day"),
                    Message.of("the call timeout must be more than zero"),
                    Message.of("the number of probes must be at least 1"),
                    Message.of("the expected number of targets must be at least 0"),
                    Message.of("the lease must be at least twice the call timeout"),
                    Message.of("the shortest time before a read must be from zero to one day"),
                    Message.of("a sample must be more than 0 and at most 100 percent"),
                    Message.of("the number of reads of a target must be from 1 to 20"),
                    Message.of("the first wait must be at most one hour"),
                    Message.of("the first pause must be more than zero"),
                    Message.of("the lease must be more than zero"),
                    Message.of("the longest duration must be more than zero"),
                    Message.of("the first wait must be more than zero"),
                    Message.of("the name of a worker must have 1 to 100 of the characters A-Z a-z 0-9 . _ -"),
                    Message.of("the number of account runs of a worker must be from 1 to {0}"),
                    Message.of("the time after which a worker verifies a job must be from one second to 365 days"),
                    Message.of(
                            "the time after which a worker removes a scrubbed job must be from one day to 36,500 days"),
                    // Receipts
                    Message.of("a temporary file cannot be written"),
                    Message.of("a temporary file cannot be closed"),
                    Message.of("a temporary file cannot be read"),
                    Message.of(
                            "{0} in {1}; the check of a job with more than a million events about faces needs temporary files, and so does a repair. Free space there, or name another folder with java -Djava.io.tmpdir=FOLDER, then repeat the command"),
                    Message.of(
                            "the HMACs of the job '{0}' were removed from the ledger; nothing was sent and nothing was sealed"),
                    Message.of(
                            "the hold list of the job '{0}' differs from the one in its receipts; nothing was sent and nothing was sealed. Use a copy of the ledger from before the change, or plan the job anew with its hold list"),
                    Message.of(
                            "the event that recorded the hold list of the job '{0}' was changed; nothing was sent and nothing was sealed"),
                    Message.of(
                            "the key {0} is missing, and the ledger has events that it authenticates; restore it from your copy of the key folder, or name the folder with the keys"),
                    Message.of(
                            "seal {0}, the last of the job '{1}', is not signed with the job's key, or was changed; nothing was sent and nothing was sealed"),
                    Message.of(
                            "the job '{0}' has {1} events that an older version of Efface wrote and that no seal covers, so anyone may have changed them; nothing was sent and nothing was sealed. Look at the last {2} lines of 'receipts export', then run or verify the job with --accept OLD_TAIL; the receipts record this"),
                    Message.of("the job's seals are not signed with the given key"),
                    Message.of(
                            "the hold list differs from the recorded hold list, and the receipts contain only its digest; nothing was restored: correct the list with 'efface hold add' and 'efface hold remove', which record each change, then repeat the repair"),
                    Message.of(
                            "the receipts of the job '{0}' are {1}; rows cannot be restored from them: use a copy of the ledger with intact receipts"),
                    Message.of(
                            "the ledger does not have seal {0} of the seal file: the ledger is an older copy, or its seals were removed or changed; nothing was sent. Use the newest ledger, or name another seal file to accept this ledger"),
                    Message.of("line {0} of the receipts, which no seal covers yet, cannot be trusted: {1}; {2}"),
                    Message.of("nothing was sent and nothing was sealed"),
                    Message.of("no seal was made"),
                    Message.of("nothing was destroyed"),
                    Message.of("no vendor was asked"),
                    Message.of("the event and all events after it were not sealed"),
                    Message.of("the receipts of the job '{0}' are {1}; {2}"),
                    Message.of(
                            "{0}; {1}; 'efface receipts verify' shows the differences, 'efface receipts repair' restores the rows"),
                    Message.of("sealed and intact: {0} events under {1} seals, and the last seal is final"),
                    Message.of(
                            "intact, but with an unsealed tail of {0} events, which is not authenticated: {1} events under {2} seals come before the tail"),
                    Message.of(
                            "intact, but with an unsealed tail of {0} events: {1} events under {2} seals come before the tail"),
                    Message.of("incomplete: no final seal ends the {0} events under {1} seals"),
                    Message.of("broken at line {0}: {1}"),
                    Message.of("the ledger's rows differ from the receipts: {0} differences, the first: {1}"),
                    Message.of("row {0}, line {1} of the list: {2}"),
                    // Keys
                    Message.of("the key {0} was replaced after this process had read it"),
                    Message.of("the fingerprints of the job's keys in the ledger cannot be read"))
            .map(text -> new Known(text.pattern()))
            .toList();

    private KnownLedgerErrors() {}
}
