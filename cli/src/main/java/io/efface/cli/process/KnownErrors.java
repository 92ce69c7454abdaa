package io.efface.cli.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes English error messages of the libraries about a list, a configuration or a certificate, so that they can be translated. Such a
 * message consists of clauses, separated by semicolons, and each clause is recognized separately. In English, the result is the original
 * message.
 */
public final class KnownErrors {
    private static final Pattern LIST =
            Pattern.compile("the (hold )?list (.+?) ((?:has|is|was|lacks,?|does|begins|contains|uses|cannot be) .+)");
    private static final Pattern CERTIFICATE = Pattern.compile("the job '([^']+)' gets no certificate: (.+)");
    private static final Pattern ENVIRONMENT = Pattern.compile("environment variable (\\S+)");
    private static final Pattern PROBLEM = Pattern.compile("(\\d+)\\. (.+?): (efface\\.[^ :]*): (.+)");
    /** A problem of a whole file or of a variable, without a key. */
    private static final Pattern PROBLEM_OF_SOURCE = Pattern.compile("(\\d+)\\. (.+?): (.+)");

    private static final Pattern COUNT = Pattern.compile("(\\d+) problems?:");
    private static final String CLAUSE = "; ";
    /** The beginning of the problem of a missing key, before the meaning of the key. */
    private static final String MISSING = "is missing: ";

    private static final List<Known> CLAUSES = Stream.of(
                    // Charset and format of a list
                    Message.of("has a first line that is not valid {0}"),
                    Message.of("name its charset, such as {0}"),
                    Message.of("if the list has another charset, name it, such as {0}"),
                    Message.of(
                            "has a control character in its first line, line {0}, so it is a binary file or damaged"),
                    Message.of("save as CSV UTF-8"),
                    Message.of("save as CSV UTF-8 or as .xlsx without a password"),
                    Message.of("is an old .xls workbook or a workbook with a password, not text"),
                    Message.of("is a workbook or a zip file, not text"),
                    Message.of("leave {0} out if it is a workbook, or save as CSV UTF-8"),
                    Message.of("is not a workbook (.xlsx), so it has no sheets"),
                    Message.of("is not a workbook (.xlsx)"),
                    Message.of("leave {0} out"),
                    Message.of("has a file name for {0}, but its first line has another format"),
                    Message.of("has a first line that does not show the format of the list"),
                    Message.of("name the format: plain, csv, ndjson or xlsx ({0})"),
                    Message.of("is empty"),
                    Message.of("a CSV list has a header"),
                    Message.of("the first row of a sheet is a header"),
                    Message.of("has a first line that cannot be read: {0}"),
                    Message.of("has an invalid row, so the whole list was rejected: {0}"),
                    Message.of("has no ids"),
                    Message.of("if an empty list is right, give --accept {0}"),
                    // Columns of a list
                    Message.of("has no column for person_id in its first line"),
                    Message.of("has no column for person_id in its first row"),
                    Message.of("it has one column, #1"),
                    Message.of("it has {0} columns, #1 to #{1}"),
                    Message.of(
                            "give the column by name or number, such as {0} with {1}, or {2} if the first line is a row"),
                    Message.of(
                            "give the column by name or number, such as {0} with {1}, or {2} if the first row is a row"),
                    Message.of("delete the rows above the header"),
                    Message.of("if the first line is not a header, the list may have another format"),
                    Message.of("lacks the column that {0} gives for {1}"),
                    Message.of("lacks the column that {0} names for {1}"),
                    Message.of("has the column for {0} twice"),
                    Message.of("has no header, so its columns must be given by number"),
                    Message.of(
                            "has a first line that may be a row, because the columns are given by number and it names none of them"),
                    Message.of(
                            "has a first row that may be a row, because the columns are given by number and it names none of them"),
                    Message.of("has a first line that may be a row, because the columns are given by number"),
                    Message.of("has a first row that may be a row, because the columns are given by number"),
                    Message.of("add {0} if it names the columns, or {1} if it is a row"),
                    Message.of(
                            "has a header whose column #{0} has a name that is similar in spelling or meaning to a name that Efface reads"),
                    Message.of("correct it, or name the column with {0} to use it or with {1} to ignore it"),
                    Message.of("is a plain list, which has no columns"),
                    Message.of("leave {0} out, or name another format ({1})"),
                    // Sheets of a workbook
                    Message.of("has {0} sheets with content, number {1} from the left"),
                    Message.of("choose one by its number or name, such as {0}"),
                    Message.of("does not have the sheet that {0} names"),
                    Message.of("the sheets with content have the numbers {0}"),
                    Message.of("all sheets are empty"),
                    Message.of("is a workbook without sheets"),
                    Message.of("has a sheet without text"),
                    // Files that are not text, damaged workbooks, and other errors of lists
                    Message.of("contains dates in ISO form and is too large for the memory of this process"),
                    Message.of("save it with Excel, or save as CSV UTF-8"),
                    Message.of("has a cell with more than {0} characters"),
                    Message.of(
                            "has more text than the memory of this process can hold ({0} MB of XML, with {1} MB of memory)"),
                    Message.of(
                            "delete the columns that are not needed, save as CSV UTF-8, or start Java with more memory (-Xmx)"),
                    Message.of("has more than {0} cells with formulas or phonetic characters"),
                    Message.of("save the values as CSV UTF-8"),
                    Message.of("is a Strict Open XML workbook"),
                    Message.of("save as 'Excel Workbook (.xlsx)' or CSV UTF-8"),
                    Message.of("is a binary workbook (.xlsb)"),
                    Message.of("save as .xlsx or CSV UTF-8"),
                    Message.of("is a damaged or incomplete workbook"),
                    Message.of("copy the file again, or save as CSV UTF-8"),
                    Message.of("is a workbook of more than {0} MB, which can only be read from a file"),
                    Message.of("give the name of the file"),
                    Message.of(
                            "is a workbook, and the library org.dhatim:fastexcel-reader, which reads workbooks, is not on the class path"),
                    Message.of("add it, or save as CSV UTF-8"),
                    Message.of("is a zip file with more than {0} parts, too many for a workbook"),
                    Message.of("is a zip file with parts of an office document, but not a workbook"),
                    Message.of("is a zip file without a workbook"),
                    Message.of("unpack it, and name the list in it, or save as CSV UTF-8"),
                    Message.of("is an OpenDocument file (.ods)"),
                    Message.of("is damaged or from another program: the cell {0} has a type that Efface cannot read"),
                    Message.of("save the workbook with Excel"),
                    Message.of(
                            "is damaged or from another program: the cell {0} is in another row than its place says"),
                    Message.of("is damaged or from another program: the cell {0} is longer than {1} characters"),
                    Message.of("is damaged or from another program: the cell {0} names a text that does not exist"),
                    Message.of("is damaged: a part of the workbook is not valid XML"),
                    Message.of("is damaged: a place in a sheet cannot be read"),
                    Message.of("is damaged: a sheet has no name or no content"),
                    Message.of("is damaged: a sheet is missing or is not valid XML"),
                    Message.of("is damaged: it contains a part twice"),
                    Message.of("is damaged: it declares a part twice"),
                    Message.of("is damaged: it does not declare its parts"),
                    Message.of("is damaged: the areas of merged cells cannot be read"),
                    Message.of("is damaged: the cells of row {0} are not in order"),
                    Message.of("is damaged: the rows of a sheet are not in order"),
                    Message.of("is damaged: the zip file contains a part twice"),
                    Message.of("is encrypted or compressed in a way that Efface cannot read"),
                    Message.of("is too large: its parts have more than {0} GB after decompression"),
                    Message.of("has two sheets for {0}, because the name of one is the number of the other"),
                    Message.of("rename one of them"),
                    Message.of("is a zip file or a workbook, not text"),
                    Message.of("is an empty zip file, not text"),
                    Message.of("is a zip file, not text"),
                    Message.of("is compressed with gzip, not text"),
                    Message.of("is compressed with xz, not text"),
                    Message.of("is compressed with zstd, not text"),
                    Message.of("is compressed with bzip2, not text"),
                    Message.of("is a 7z archive, not text"),
                    Message.of("is a RAR archive, not text"),
                    Message.of("is a PDF file, not text"),
                    Message.of("is a PNG image, not text"),
                    Message.of("is a JPEG image, not text"),
                    Message.of("is a GIF image, not text"),
                    Message.of("is an SQLite database, not text"),
                    Message.of("is a Parquet file, not text"),
                    Message.of("is an Avro file, not text"),
                    Message.of(
                            "is a binary file, or UTF-16 without a byte order mark (--charset UTF-16LE or UTF-16BE), not text"),
                    Message.of("has no byte order mark"),
                    Message.of("choose {0} or {1} (--charset)"),
                    Message.of("begins with the byte order mark of {0}, which is not the given charset"),
                    Message.of("leave --charset out"),
                    Message.of("cannot be read, because it is closed"),
                    Message.of("cannot be closed"),
                    Message.of("is NDJSON, whose fields have no numbers"),
                    Message.of("name them with {0}"),
                    Message.of("lacks, in the first object, the field that {0} names for {1}"),
                    Message.of("uses column #{0} for two of the columns that Efface reads"),
                    Message.of(
                            "was changed by a spreadsheet: most of its ids of {0} or more digits end in three zeros"),
                    Message.of("export the column as text, or give --accept {0}"),
                    // Configuration
                    Message.of("is missing"),
                    Message.of("credentials are missing"),
                    Message.of("give {0} and {1}, or credentials = environment, profile:NAME, command or provider"),
                    Message.of("give {0} and {1}, or credentials = {2}"),
                    Message.of("requests are signed for a region"),
                    Message.of("give the id of the collection"),
                    Message.of("give a region or an endpoint"),
                    Message.of("unknown key of provider {0}"),
                    Message.of("unknown key"),
                    Message.of("it belongs to the provider {0}"),
                    Message.of("did you mean {0}?"),
                    Message.of("the environment variable {0} is not set"),
                    Message.of("the environment variable {0} is empty"),
                    Message.of("the file does not exist"),
                    Message.of("{0}: the file is empty"),
                    Message.of("'{0}' is not the name of a provider"),
                    Message.of("is not the name of a provider"),
                    Message.of("ServiceLoader ({0}) found these providers: {1}"),
                    Message.of("did you mean {0}? ServiceLoader ({1}) found these providers: {2}"),
                    Message.of("'{0}' is not a configured account"),
                    Message.of("the accounts are {0}"),
                    Message.of("the key is given twice, first in line {0}"),
                    Message.of("the value is blank"),
                    Message.of("remove the key or give a value"),
                    Message.of("the secret begins or ends with white space"),
                    Message.of("remove the white space"),
                    Message.of("the value is in quotes, which would be a part of the value"),
                    Message.of("remove the quotes"),
                    Message.of("write a comment on a separate line"),
                    Message.of("must be one of {0}"),
                    Message.of("must be a whole number from {0} to {1}"),
                    Message.of("must be from {0} to {1}"),
                    Message.of("is not a duration such as {0}"),
                    // Certificates
                    Message.of("its numbers cannot be checked, because the public key is missing"),
                    Message.of("it is not finished, because {0} targets are open"),
                    Message.of("continue its run"),
                    Message.of("it is not finished, because its receipts do not end with a final seal"),
                    Message.of("continue its run or verification"),
                    Message.of("it has no planned targets, so nothing can have been erased"),
                    Message.of("the receipts do not confirm its numbers: {0}"))
            .map(text -> new Known(text.pattern()))
            .toList();

    private KnownErrors() {}

    /** Returns the message as a text that can be translated. A clause that is not recognized is English in every language. */
    public static Message of(String english) {
        Optional<Message> ofJob = KnownJobErrors.of(english);
        if (ofJob.isPresent()) {
            return ofJob.get();
        }
        Matcher list = LIST.matcher(english);
        if (list.matches()) {
            Message problem = clauses(list.group(3));
            return list.group(1) == null
                    ? Message.of("the list {0} {1}", list.group(2), problem)
                    : Message.of("the hold list {0} {1}", list.group(2), problem);
        }
        Matcher certificate = CERTIFICATE.matcher(english);
        if (certificate.matches()) {
            return Message.of(
                    "the job '{0}' gets no certificate: {1}", certificate.group(1), clauses(certificate.group(2)));
        }
        return KnownTexts.of(english);
    }

    /** Returns the detail of a configuration error. The detail has a line with the number of problems, and a line for each problem. */
    public static Message ofConfiguration(String english) {
        return english.lines()
                .map(KnownErrors::line)
                .reduce((before, line) -> Message.of("{0}\n{1}", before, line))
                .orElse(Message.EMPTY);
    }

    private static Message line(String line) {
        Matcher count = COUNT.matcher(line);
        if (count.matches()) {
            return line.endsWith("s:")
                    ? Message.of("{0} problems:", count.group(1))
                    : Message.of("{0} problem:", count.group(1));
        }
        Matcher problem = PROBLEM.matcher(line);
        if (problem.matches()) {
            return Message.of(
                    "{0}. {1}: {2}: {3}",
                    problem.group(1), source(problem.group(2)), problem.group(3), clauses(problem.group(4)));
        }
        Matcher ofSource = PROBLEM_OF_SOURCE.matcher(line);
        return ofSource.matches()
                ? Message.of("{0}. {1}: {2}", ofSource.group(1), source(ofSource.group(2)), clauses(ofSource.group(3)))
                : Message.verbatim(line);
    }

    private static Message source(String english) {
        Matcher variable = ENVIRONMENT.matcher(english);
        return variable.matches()
                ? Message.of("environment variable {0}", variable.group(1))
                : Message.verbatim(english);
    }

    private static Message clauses(String english) {
        if (english.startsWith(MISSING)) {
            return Message.of("is missing: {0}", Message.known(english.substring(MISSING.length())));
        }
        return Stream.of(english.split(CLAUSE, -1))
                .map(KnownErrors::clause)
                .reduce((before, clause) -> Message.of("{0}; {1}", before, clause))
                .orElse(Message.EMPTY);
    }

    private static Message clause(String english) {
        return Stream.concat(CLAUSES.stream(), KnownConfigurationErrors.CLAUSES.stream())
                .map(known -> known.match(english))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Message.verbatim(english));
    }
}
