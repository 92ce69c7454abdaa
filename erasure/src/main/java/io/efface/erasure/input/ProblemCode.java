package io.efface.erasure.input;

/** Why a row of a list was refused. Constants are only ever added. */
public enum ProblemCode {
    /** Bytes that are no text. */
    MALFORMED_UTF8("the line has bytes that are not valid in the list's charset"),
    /** Too much for one row. */
    TOO_LONG("the row is longer than 1048576 characters"),
    /** Nothing to see. */
    BLANK_ID("the id is blank"),
    /** No id has one; and no text has any but line ends, tabs and page breaks. */
    CONTROL_CHARACTER("the id or another field holds a control character, so that the file is damaged or binary"),
    /** Not a text. */
    HALF_CHARACTER("the id holds half a character (an unpaired surrogate)"),
    /** Probably not meant. */
    EDGE_SPACE("the id begins or ends with a space; put it in quotes (CSV) or use NDJSON if it really does"),
    /** Probably not meant. */
    INVISIBLE_CHARACTER(
            "the id contains an invisible character; put it in quotes (CSV) or use NDJSON if it really does"),
    /** The vendor cannot hold such a person, and the account says that this is an error. */
    ID_AGAINST_RULE("the id breaks the vendor's rule, so that no such person can exist there; correct it, or plan with"
            + " id-check = warn"),
    /** A header where there is none. */
    HEADER_IN_LIST("the name of a column where an id is expected; say that the format is CSV if the list has a header"),
    /** A line of a plain hold list that looks like a row of another format. */
    NOT_PLAIN(
            "the line has a comma, semicolon, quote, bracket or space; a plain list has one id a line, without quotes"),
    /** An id that a spreadsheet seems to have changed. */
    SPREADSHEET_NUMBER(
            "the id looks changed by a spreadsheet (an exponent, decimals, a formula, or rounded to 15 digits);"
                    + " export the column as text, or accept SPREADSHEET_NUMBER"),
    /** What programs write for an empty cell. */
    EMPTY_MARKER("the id is a marker of an empty cell, such as NULL; leave the cell empty, or accept EMPTY_MARKER"),
    /** The shape of a CSV row. */
    BAD_QUOTES("a quote is not closed or stands in a field without quotes, or something follows a closing quote"),
    /** The shape of a CSV row. */
    FIELD_COUNT("the row has more or fewer fields than the header"),
    /** The shape of an NDJSON row. */
    NOT_JSON("the line is not valid JSON"),
    /** The shape of an NDJSON row. */
    NOT_AN_OBJECT("the line is not one JSON object"),
    /** The shape of an NDJSON row. */
    REPEATED_FIELD("the object has a field twice"),
    /** The shape of an NDJSON row. */
    LOOKALIKE_FIELD(
            "the object has a field whose name is almost one that counts, or has almost the same meaning; correct it, name the fields, or"
                    + " declare that it is none of them (--ignore-columns)"),
    /** A field that the caller named has to be in every object. */
    FIELD_MISSING("the object lacks a field that was named; give it, or null if it is meant to be empty"),
    /** Ids are text: a number of more than 15 digits would not survive most programs. */
    NUMBER_ID("the id is a number; ids are text, so put it in quotes"),
    /** The shape of an NDJSON row. */
    NOT_TEXT("the value is not a string"),
    /** The shape of an NDJSON row. */
    NOT_A_LIST("the faces are not an array of strings"),
    /** The row names no person. */
    PERSON_MISSING("the row names no person"),
    /** Not the same as the whole person. */
    EMPTY_FACE("the list of faces is empty or has an empty place; leave it out if the whole person is meant"),
    /** Several faces that would become one id. */
    FACE_SEPARATOR(
            "a face contains a separator, a quote, a bracket or a space, as if it were several; separate faces with semicolons in"
                    + " CSV, give each as a string of its own in NDJSON, or accept FACE_SEPARATOR"),
    /** Nowhere to delete. */
    ACCOUNT_MISSING("the row names no account, and none was chosen for such rows (--accounts)"),
    /** Not in the configuration. */
    ACCOUNT_UNKNOWN("the row names an account that is not configured"),
    /** In the configuration, but not among those chosen. */
    ACCOUNT_NOT_CHOSEN("the row names an account that was not chosen");

    private final String text;

    ProblemCode(String text) {
        this.text = text;
    }

    /** Returns what is wrong and what helps, in one line without anything of the row. */
    public String text() {
        return text;
    }
}
