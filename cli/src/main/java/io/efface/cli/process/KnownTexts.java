package io.efface.cli.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes English texts of the libraries, so that they can be translated. A library passes the whole text, and this class finds the
 * values in it, such as the name of a host. In English, the result is the original text.
 */
public final class KnownTexts {
    /** The beginning of a warning about an account: the configuration key, which contains the name of the account. */
    private static final Pattern ACCOUNT = Pattern.compile("(efface\\.accounts\\.[^ :]+): (.+)");

    private static final List<Known> WITH_VALUES = Stream.of(
                    // Ids on the command line
                    Message.of(
                            "person id contains a control character at position {0}; control characters are not allowed"),
                    Message.of(
                            "person id contains an unpaired surrogate at position {0}; a surrogate must be part of a pair"),
                    Message.of(
                            "face id contains a control character at position {0}; control characters are not allowed"),
                    Message.of(
                            "face id contains an unpaired surrogate at position {0}; a surrogate must be part of a pair"),
                    // Warnings about an account
                    Message.of("the secret {0} is written literally; {1} or {2} keeps it out of the configuration"),
                    Message.of(
                            "has the same provider and place as '{0}', and the same quota-group; if both are one account at the"
                                    + " vendor, set {1} = {2}; otherwise give each account a different quota-group"),
                    Message.of(
                            "has the same provider and place as '{0}', and at least one of the two keys is not known yet; if both"
                                    + " are one account at the vendor, set {1} = {2}; otherwise give each account a different quota-group"),
                    Message.of(
                            "has the same provider, place and library as '{0}', and the same quota-group; if both are one account"
                                    + " at the vendor, set {1} = {2}; otherwise give each account a different quota-group"),
                    Message.of(
                            "has the same provider, place and library as '{0}', and at least one of the two keys is not known yet;"
                                    + " if both are one account at the vendor, set {1} = {2}; otherwise give each account a different quota-group"),
                    Message.of(
                            "the endpoint {0} serves Content Moderation 2022-03-02, for which no face library is documented; face"
                                    + " libraries are at {1}"),
                    Message.of("the endpoint {0} is not a host of Green, such as {1}"),
                    Message.of("the region {0} has no effect: requests are sent to {1}, the host of {2}"),
                    Message.of(
                            "the vendor's page \"Endpoints\" lists no face library in {0}, only in {1} and {2}; a deletion in that region"
                                    + " may not find the person, which looks like success"),
                    Message.of("the endpoint {0} is not a host of Rekognition, such as {1}"),
                    Message.of("requests are signed for the region {0} and sent to {1}, which rejects them"),
                    Message.of("the endpoint {0} is not a host of face recognition, such as {1}"),
                    Message.of("the region {0} is not the region of the endpoint {1}"),
                    Message.of("the endpoint {0} does not serve the financial zone {1}"),
                    Message.of(
                            "the region {0} is in no current list of the vendor; a deletion in that region may not find the person,"
                                    + " which looks like success"),
                    // Places
                    Message.of("region {0}, {1}"),
                    Message.of("no region, {0}"),
                    // Lines of the log
                    Message.of("account {0}: the vendor rejects the account with {1}; nothing is sent for {2}"),
                    Message.of("account {0}: the vendor is unavailable; nothing is sent for {1}"),
                    Message.of("this worker leaves the account {0} of the job {1} to other workers: {2}"),
                    Message.of("this worker leaves the job {0} to other workers: {1}"),
                    Message.of("the work on an account failed: {0}"),
                    Message.of("a recurring task left out the job {0}: {1}"),
                    Message.of("the heartbeat of the worker has not ended, because the ledger does not respond"),
                    Message.of("the work on the account {0} of the job {1} failed: {2}; it continues in {3} s"),
                    Message.of("the list of account runs could not be read: {0}; it is read again soon"),
                    Message.of("the events of the job {0} could not be sealed: {1}"),
                    Message.of("the worker could not be removed from the list of workers: {0}"),
                    Message.of(
                            "account {0}: a deletion with a person id that breaks the vendor's rule ({1}; source: {2}) is sent; this warning is logged once, and the result of each such deletion contains the warning"),
                    Message.of("account {0}: the interceptor {1} fails with {2}, so nothing is sent"),
                    Message.of("account {0}: the interceptor's probe {1} fails with {2}"),
                    Message.of("account {0} fails to close: {1}"),
                    Message.of("a provider could not be loaded: {0}"),
                    Message.of("deleteFaces: the response lists {0} faces that were not requested; they are ignored"),
                    Message.of("other users could access {0}; their permissions were removed"),
                    Message.of("temporary credentials are not renewed ({0}); the present credentials expire in {1}"),
                    Message.of("the data key of a deleted plan could not be destroyed: {0}"),
                    Message.of("the job {0} was not removed: {1}"),
                    Message.of("the job {0} was not verified: {1}"),
                    Message.of("the vendor throttled a request, but the quota store did not store the delay: {0}"),
                    // Problems of receipts
                    Message.of("seal {0} is not signed with this key, or was changed"),
                    Message.of("seal {0} cannot be understood"),
                    Message.of("seal {0} belongs to another job"),
                    Message.of("seal {0} does not follow the previous seal: a seal was removed, added or exchanged"),
                    Message.of("the ledger's columns for seal {0} differ from the sealed values"),
                    Message.of("seal {0} does not name the HMAC key that the previous seals name"),
                    Message.of("a seal covers the lines {0} to {1}, and the lines from {2} on are missing"),
                    Message.of("the lines {0} to {1} differ from the sealed lines"),
                    Message.of("events after line {0} were removed or added"),
                    // Values of other texts
                    Message.of("plain ids"),
                    Message.of("row {0}, line {1} of the list,"),
                    Message.of("account {0}, line {1} of the list,"),
                    Message.of("a face of row {0}"),
                    Message.of("a detached face of row {0}"),
                    Message.of("entry {0} of the hold list"),
                    Message.of("entry {0} of the table meta"),
                    Message.of("the entry {0} of the table {1}"),
                    Message.of("row {0}"),
                    Message.of("event {0}"),
                    Message.of("seal {0}"),
                    Message.of("account {0}"),
                    Message.of("job {0}"),
                    Message.of("entry {0}"),
                    Message.of("counter {0}"),
                    Message.of("the column {0} of one of its tables"),
                    Message.of("the column {0} of the table {1}"),
                    Message.of("the table {0}"))
            .map(text -> new Known(text.pattern()))
            .toList();

    private KnownTexts() {}

    /** Returns the text as a message. A text that is not recognized is English in every language. */
    public static Message of(String english) {
        Matcher ofAccount = ACCOUNT.matcher(english);
        if (ofAccount.matches()) {
            return Message.of("{0}: {1}", ofAccount.group(1), of(ofAccount.group(2)));
        }
        return WITH_VALUES.stream()
                .map(known -> known.match(english))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Message.known(english));
    }
}
