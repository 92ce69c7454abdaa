package io.efface.cli.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognizes English error messages of the libraries about jobs, ledgers and keys, so that they can be translated. */
final class KnownJobErrors {
    /** The error about rows that nearly match a held id. */
    private static final Pattern NEAR_HOLD =
            Pattern.compile("(\\d+) rows? nearly match(?:es)? a held id: the ids differ only in"
                    + " .+ or one of them contains several ids: (.+?)(; and more)?\\. Correct the hold list, .+");

    /** The error about an old job from which a new job was planned, with the error of the old job. */
    private static final Pattern OLD_JOB = Pattern.compile("nothing can be planned from the job '([^']+)': (.+)");

    private static final Pattern PAIR =
            Pattern.compile("(line|row) (\\d+) of the list and (line|row) (\\d+) of the hold list");

    private static final List<Known> ALL = Stream.of(
                    Message.of("the ledger has no job of this name; it has no jobs"),
                    Message.of("the ledger has no job of this name; it has {0} and {1} others"),
                    Message.of("the ledger has no job of this name; it has {0}"),
                    Message.of("the ledger has a job '{0}' already; choose another name, or replace it"),
                    Message.of("the ledger has a job '{0}' already; choose another name"),
                    Message.of("the job '{0}' has been started and cannot be replaced; choose another name"),
                    Message.of("the ledger {0} does not exist"),
                    Message.of("the file {0} is not a ledger: {1}"),
                    Message.of("another process has the ledger {0} open; wait until that process ends, or end it, then "
                            + "try again"),
                    Message.of("the ids of the job '{0}' were destroyed"),
                    Message.of("the file {0} already exists; name a new file"),
                    Message.of("the report cannot be written to {0}: {1}"),
                    Message.of("the list {0} cannot be read ({1})"),
                    Message.of("the list has no rows, so there is nothing to plan"),
                    Message.of("the list names no accounts; choose accounts with --accounts; configured: {0}"),
                    Message.of("{0} of the chosen accounts are not configured; configured: {1}"),
                    Message.of(
                            "the accounts {0} are the same at the vendor, where no person can be deleted twice; choose "
                                    + "one of them"),
                    Message.of(
                            "the account '{0}' is not configured as it was when the job was planned; then: {1}; now: "
                                    + "{2}; configure it as it was, or plan a new job"),
                    Message.of(
                            "the plan has the digest {0}, and not the expected digest, because the list, the accounts "
                                    + "or the held ids differ; nothing was planned"),
                    Message.of("the plan of the job '{0}' is not the plan that was confirmed; nothing was sent"),
                    Message.of("the job '{0}' has {1} targets, and not {2} as expected; nothing was sent"),
                    Message.of("the hold list of the job '{0}' cannot be changed, because the job is not planned yet"),
                    Message.of("the hold list of the job '{0}' cannot be changed, because the job has been scrubbed"),
                    Message.of("planning the job '{0}' was never completed; plan it anew, or force the scrub"),
                    Message.of(
                            "{0} planned targets of the job '{1}' are not done or were not read back, and they could "
                                    + "not be processed after a scrub; run and verify the job, or force the scrub"),
                    Message.of("the data key of the job '{0}' is not in {1}; name the folder that contains the key, or "
                            + "force the scrub if the key is lost"),
                    Message.of("there is no key folder {0}"),
                    Message.of("the key {0} is missing"),
                    Message.of(
                            "the key {0} is not the key with which the job was created; name the folder with the job's "
                                    + "keys"),
                    Message.of(
                            "the key {0} is not the key that the job's last seal names; name the folder with the job's "
                                    + "keys"),
                    Message.of(
                            "the key folder {0} is in the ledger's folder {1}, so a copy of that folder would contain "
                                    + "the keys; move the ledger to a folder of its own, or choose another key folder"),
                    Message.of("the key folder {0} cannot be read or written: {1}"),
                    Message.of("this is not an Ed25519 public key in PEM form"),
                    Message.of(
                            "the keys cannot be used: {0} cannot be created: {1} is not a directory that this user can "
                                    + "write"),
                    Message.of("the keys cannot be used: {0} is not a folder, or is a link to a folder"),
                    Message.of("the keys cannot be used: {0} is not a regular file, or is a link to a file"),
                    Message.of("the keys cannot be used: {0} can be written by others ({1})"),
                    Message.of("the keys cannot be used: {0} can be read by others ({1})"),
                    Message.of("the keys cannot be used: {0} is too long for a key"),
                    Message.of("the keys cannot be used: {0} belongs to another user"),
                    Message.of("the keys cannot be used: {0} does not contain a pair of Ed25519 keys"),
                    Message.of("the keys cannot be used: {0} does not have the length of a key"),
                    Message.of("the keys cannot be used: {0} does not contain a key"),
                    Message.of(
                            "no row of the list became a target, so nothing was planned; refused: {0}; first: line {1}, column {2}: {3}; if the list has another charset, name it, such as --charset GB18030"),
                    Message.of(
                            "no row of the list became a target, so nothing was planned; refused: {0}; first: line {1}, column {2}: {3}"),
                    Message.of(
                            "no row of the list became a target, so nothing was planned; refused: {0}; first: row {1}, column {2}: {3}"),
                    Message.of(
                            "no row of the list became a target, so nothing was planned; refused: {0}; first: row {1}: {2}"),
                    Message.of("a certificate never contains ids"),
                    Message.of("a detached run has neither a limit of targets nor a maximum duration"),
                    Message.of("a plan from an old job must create a new job"),
                    Message.of("a plan from an old job must not have the name of the old job"),
                    Message.of("cannot read receipts from the folder {0}; it must contain {1}, {2} and {3}"),
                    Message.of("the environment does not name the user's data folder; name a key folder"),
                    Message.of(
                            "the file is not a seal file: a seal file has one line of JSON, which an earlier run stored; name a seal file or a new file"),
                    Message.of("the folder {0} is not empty; name a new folder"),
                    Message.of(
                            "the location of the ledger is wrong: each of its options must be schema=…, sslmode=… or sslrootcert=…"),
                    Message.of(
                            "the location of the ledger is wrong: it contains a password, which other users of this machine could see; set efface.ledger.password, as {0} or {1}, or the variable PGPASSWORD, or use the file .pgpass"),
                    Message.of(
                            "the location of the ledger is wrong: it contains a percent sign without two hexadecimal digits after it"),
                    Message.of("the location of the ledger is wrong: it does not have the form {0}"),
                    Message.of("the location of the ledger is wrong: its port is not a number from 1 to {0}"),
                    Message.of("the receipts cannot be read"),
                    Message.of("the receipts cannot be written to {0}: {1}"),
                    Message.of(
                            "the schema of the ledger has 1 to 41 of the characters a-z, 0-9 and _, and does not begin with a digit"),
                    Message.of(
                            "the seal file cannot be written ({0}); the job itself is not affected: 'efface receipts verify' shows its last seal"),
                    Message.of(
                            "the seal file is about the job '{0}' of the ledger {1}, and not about the job '{2}' of the ledger {3}"),
                    Message.of("the job '{0}' does not have all of the chosen accounts"),
                    Message.of("the job '{0}' is not planned yet, so nothing can be planned from it"),
                    Message.of("the job '{0}' has been scrubbed, so nothing can be planned from it"),
                    Message.of("the job '{0}' has a detached run and cannot be replaced; stop the detached run first"),
                    Message.of(
                            "the job '{0}' cannot be replaced, because only this job contains the ids of detached faces that existed when it was planned; run it, or choose another name"),
                    Message.of(
                            "the ledger is damaged at line {0} of the list: {1}; use a copy of the ledger from before the damage"),
                    Message.of("another plan of the job '{0}' has begun"),
                    Message.of("another plan has replaced the job '{0}'"),
                    Message.of("ids were added to the hold list of the job '{0}' during planning; plan it again"),
                    Message.of(
                            "the job '{0}' has the same list, and its hold list protects people whom this job would delete; nothing was planned or sent"),
                    Message.of("the job '{0}' was replaced during the change; change its hold list again"),
                    Message.of("planning was interrupted, and its changes were undone"),
                    Message.of("reading the list {0} was interrupted"),
                    Message.of(
                            "no row of the list became a target, so nothing was planned; refused: {0}; if the list has another charset, name it, such as --charset GB18030"),
                    Message.of("no row of the list became a target, so nothing was planned; refused: {0}"))
            .map(text -> new Known(text.pattern()))
            .toList();

    private KnownJobErrors() {}

    /** Returns the message as a text, or empty if it is not recognized. */
    static Optional<Message> of(String english) {
        Matcher near = NEAR_HOLD.matcher(english);
        if (near.matches()) {
            return Optional.of(nearHold(near.group(1), pairs(near.group(2)), near.group(3) != null));
        }
        Matcher old = OLD_JOB.matcher(english);
        if (old.matches()) {
            return Optional.of(Message.of(
                    "nothing can be planned from the job '{0}': {1}", old.group(1), KnownErrors.of(old.group(2))));
        }
        return Stream.concat(ALL.stream(), KnownLedgerErrors.ALL.stream())
                .map(known -> known.match(english))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Message nearHold(String count, Message pairs, boolean more) {
        Message reason = Message.of(
                "the ids differ only in character forms, spaces, invisible characters, case or leading zeros, or one of them"
                        + " contains several ids: {0}{1}. Correct the hold list, or give --accept NEAR_HOLD if the two ids belong"
                        + " to different people. Nothing was changed",
                pairs, more ? Message.of("; and more") : Message.EMPTY);
        return count.equals("1")
                ? Message.of("{0} row nearly matches a held id: {1}", count, reason)
                : Message.of("{0} rows nearly match a held id: {1}", count, reason);
    }

    private static Message pairs(String english) {
        List<Message> pairs = new ArrayList<>();
        Matcher pair = PAIR.matcher(english);
        while (pair.find()) {
            pairs.add(pair(pair.group(1).equals("row"), pair.group(3).equals("row"), pair.group(2), pair.group(4)));
        }
        return pairs.stream()
                .reduce((before, next) -> Message.of("{0}; {1}", before, next))
                .orElse(Message.EMPTY);
    }

    private static Message pair(boolean isRow, boolean isHoldRow, String row, String hold) {
        if (isRow) {
            return isHoldRow
                    ? Message.of("row {0} of the list and row {1} of the hold list", row, hold)
                    : Message.of("row {0} of the list and line {1} of the hold list", row, hold);
        }
        return isHoldRow
                ? Message.of("line {0} of the list and row {1} of the hold list", row, hold)
                : Message.of("line {0} of the list and line {1} of the hold list", row, hold);
    }
}
