package io.efface.cli.output;

import io.efface.FaceException;
import io.efface.Operation;
import io.efface.cli.process.KnownErrors;
import io.efface.cli.process.KnownTexts;
import io.efface.cli.process.Message;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes errors and results of checks that come from Efface's libraries, such as core and erasure. In English, each text is the
 * description that the library itself gives. In another language, codes are explained. A detail that no catalogue contains remains in English.
 */
public final class LibraryTexts {
    private static final Pattern LABEL = Pattern.compile("(\\S+) \\(library (.+)\\)");

    private LibraryTexts() {}

    /** Returns the message of a failed call: the operation, the kind of the error, and its details. */
    public static Message of(FaceException error) {
        String start = error.operation().spelling() + ": " + error.kind();
        String message = String.valueOf(error.getMessage());
        return message.startsWith(start)
                ? Message.of(
                        "{0}: {1}{2}",
                        error.operation() == Operation.OPEN
                                ? Message.of("open")
                                : error.operation().spelling(),
                        Message.code(error.kind()),
                        rest(message.substring(start.length())))
                : Message.verbatim(message);
    }

    private static Message rest(String details) {
        return details.startsWith(": ")
                ? Message.of(": {0}", KnownErrors.ofConfiguration(details.substring(2)))
                : Message.verbatim(details);
    }

    /**
     * Returns a place at a vendor, with the library if the account has one.
     *
     * @param place the region and the endpoint, as {@link io.efface.spi.ProviderConfig#place()} returns them
     */
    public static Message where(String place, Optional<String> library) {
        Message text = KnownTexts.of(place);
        return library.map(name -> Message.of("{0}, library {1}", text, name)).orElse(text);
    }

    /**
     * Returns the name of an account, with the library if the account has one.
     *
     * @param label the text that {@link io.efface.config.AccountDescription#label()} returns
     */
    static Message label(String label) {
        Matcher parts = LABEL.matcher(label);
        return parts.matches()
                ? Message.of("{0} (library {1})", parts.group(1), parts.group(2))
                : Message.verbatim(label);
    }

    /** Returns the message of an error of a job or its ledger. */
    public static Message of(ErasureException error) {
        return Message.detail(Message.code(error.reason()), KnownErrors.of(String.valueOf(error.getMessage())));
    }

    /** Returns the reason why a run gave up an account. */
    static Message of(AccountFailure failure) {
        String kind = failure.kind().name();
        return Message.concat(
                Message.code(failure.kind()),
                Message.verbatim(failure.toString().substring(kind.length())));
    }

    /**
     * Returns the line, the account and the error of a target.
     *
     * @param isWorkbook whether the list is a workbook, which has rows and no lines
     * @param label the text that stands for the account
     */
    static Message of(UnresolvedTarget target, boolean isWorkbook, Message label) {
        Message error = target.kind()
                .<Message>map(Message::code)
                .orElseGet(() -> Message.verbatim(target.state().name()));
        String code = target.code().map(text -> " " + text).orElse("");
        return isWorkbook
                ? Message.of("row {0} in {1} ({2}{3})", target.line(), label, error, code)
                : Message.of("line {0} in {1} ({2}{3})", target.line(), label, error, code);
    }

    /**
     * Returns the place and the description of a problem of a list.
     *
     * @param format the format of the list
     */
    static Message of(InputProblem problem, InputFormat format) {
        Message description = Message.known(problem.code().text());
        String text = problem.text(format);
        String place = text.substring(0, text.length() - description.toString().length() - 2);
        if (format != InputFormat.XLSX) {
            return Message.of("line {0}, column {1}: {2}", problem.line(), problem.column(), description);
        }
        int column = place.lastIndexOf(' ');
        return place.contains(",")
                ? Message.of("row {0}, column {1}: {2}", problem.line(), place.substring(column + 1), description)
                : Message.of("row {0}: {1}", problem.line(), description);
    }

    /** Returns the result of a check of receipts. */
    public static Message of(ReceiptsCheck check) {
        RowsCheck rows = check.rows();
        return switch (check.verdict()) {
            case INTACT ->
                Message.of(
                        "sealed and intact: {0} events under {1} seals, and the last seal is final",
                        check.events(), check.seals());
            case UNSEALED_TAIL ->
                Message.of(
                        "intact, but with an unsealed tail of {0} events{1}: {2} events under {3} seals come before the"
                                + " tail",
                        check.tail(),
                        check.tailAuthenticated() ? Message.EMPTY : Message.of(", which is not authenticated"),
                        check.events(),
                        check.seals());
            case INCOMPLETE ->
                Message.of(
                        "incomplete: no final seal ends the {0} events under {1} seals", check.events(), check.seals());
            case BROKEN -> Message.of("broken at line {0}: {1}", check.brokenAt(), problem(check));
            case DIFFERENT -> rows == null || rows.agrees() ? problem(check) : of(rows);
        };
    }

    private static Message problem(ReceiptsCheck check) {
        return KnownTexts.of(String.valueOf(check.problem()));
    }

    /** Returns the result of the comparison of the rows with the receipts. */
    public static Message of(RowsCheck rows) {
        if (!rows.agrees()) {
            return Message.of(
                    "the ledger's rows differ from the receipts: {0} differences, the first: {1}",
                    rows.differences(), of(rows.first().get(0)));
        }
        return Message.of(
                "{0} rows agree with the receipts{1}",
                rows.rows(),
                rows.unsealed() == 0
                        ? Message.EMPTY
                        : Message.of(", {0} of them with events that no seal covers yet", rows.unsealed()));
    }

    /** Returns a difference between the ledger and the receipts. */
    public static Message of(RowsCheck.Difference difference) {
        Message what = Message.known(difference.kind().text());
        if (difference.row() == 0) {
            return what;
        }
        return difference.line() == 0
                ? Message.of("row {0}: {1}", difference.row(), what)
                : Message.of("row {0}, line {1} of the list: {2}", difference.row(), difference.line(), what);
    }
}
