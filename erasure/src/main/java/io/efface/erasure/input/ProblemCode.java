package io.efface.erasure.input;

/** The reason why a row of a list was refused. Ledgers contain the names of the constants, so no constant is ever renamed or removed. */
public enum ProblemCode {
    /** The line contains bytes that are not valid in the charset of the list. */
    MALFORMED_UTF8("the line has bytes that are not valid in the list's charset"),
    /** The row is longer than the maximum length. */
    TOO_LONG("the row is longer than 1048576 characters"),
    /** The id is empty or consists of white space. */
    BLANK_ID("the id is blank"),
    /** An id contains a control character, or another field contains a control character that does not occur in text files. */
    CONTROL_CHARACTER("the id or another field contains a control character, so the file is damaged or binary"),
    /** The id contains an unpaired surrogate, which is not a character. */
    HALF_CHARACTER("the id contains half a character (an unpaired surrogate)"),
    /** An id without quotes begins or ends with a space. */
    EDGE_SPACE(
            "the id begins or ends with a space; put it in quotes (CSV) or use NDJSON if the space belongs to the id"),
    /** An id without quotes contains an invisible character. */
    INVISIBLE_CHARACTER(
            "the id contains an invisible character; put it in quotes (CSV) or use NDJSON if the character belongs to"
                    + " the id"),
    /** The vendor cannot store a person with this id, and the account is configured to refuse such ids. */
    ID_AGAINST_RULE("the id breaks the vendor's rule, so the vendor cannot have such a person; correct it, or plan with"
            + " id-check = warn"),
    /** The first line of a plain list is the name of a column. */
    HEADER_IN_LIST("the line is the name of a column, not an id; name the format CSV if the list has a header"),
    /** A line of a plain hold list looks like a row of another format. */
    NOT_PLAIN("the line has a comma, semicolon, quote, bracket or space; a line of a plain list is one id, without"
            + " quotes"),
    /** A spreadsheet seems to have changed the id. */
    SPREADSHEET_NUMBER(
            "a spreadsheet seems to have changed the id (an exponent, decimals, a formula, or rounded to 15 digits);"
                    + " export the column as text, or accept SPREADSHEET_NUMBER"),
    /** The id is a text that programs write for an empty cell. */
    EMPTY_MARKER("the id is a marker of an empty cell, such as NULL; leave the cell empty, or accept EMPTY_MARKER"),
    /** A CSV row has a quote that is not closed or is in the wrong place. */
    BAD_QUOTES("a quote is not closed or is in a field without quotes, or a character follows a closing quote"),
    /** A CSV row has more or fewer fields than the first line. */
    FIELD_COUNT("the row has more or fewer fields than the header"),
    /** A line of an NDJSON list is not valid JSON. */
    NOT_JSON("the line is not valid JSON"),
    /** A line of an NDJSON list is not exactly one JSON object. */
    NOT_AN_OBJECT("the line is not one JSON object"),
    /** An object of an NDJSON list has two fields with the same name. */
    REPEATED_FIELD("the object has a field twice"),
    /** An object of an NDJSON list has a field whose name is similar to the name of a field that Efface reads. */
    LOOKALIKE_FIELD(
            "the object has a field whose name is similar in spelling or meaning to a name that Efface reads; correct"
                    + " it, or name the field with --columns to use it or with --ignore-columns to ignore it"),
    /** An object of an NDJSON list lacks a field that the caller named. */
    FIELD_MISSING("the object lacks a field that --columns names; add the field, with the value null if it is empty"),
    /** An id in an NDJSON list is a number. Ids are texts, because most programs change a number of more than 15 digits. */
    NUMBER_ID("the id is a number; ids are texts, so put it in quotes"),
    /** A value in an NDJSON list is not a string. */
    NOT_TEXT("the value is not a string"),
    /** The faces in an NDJSON list are not an array of strings. */
    NOT_A_LIST("the faces are not an array of strings"),
    /** The cell of a workbook is a number of more than 15 digits. Excel keeps only 15 digits of a number. */
    LONG_NUMBER(
            "the cell is a number of more than 15 digits, of which Excel keeps only 15; format the column as text, and"
                    + " take the ids from their source again"),
    /** The cell of a workbook is a number, and its format shows other characters than the digits that are stored. */
    FORMATTED_NUMBER(
            "the cell shows its number with leading zeros or other characters that are not stored; write the id as"
                    + " text"),
    /** The cell of a workbook is a number with decimals. */
    DECIMAL_NUMBER("the cell is a number with decimals; write the id as text"),
    /** The cell of a workbook is a date or a time. */
    DATE_CELL("the cell is a date or a time; write the id as text"),
    /** The cell of a workbook contains a formula. Its result may be out of date. */
    FORMULA_CELL("the cell contains a formula; replace it by its value (copy, then paste values)"),
    /** The cell of a workbook is TRUE or FALSE. */
    BOOLEAN_CELL("the cell is TRUE or FALSE; write the id as text"),
    /** The cell of a workbook is an error value, such as {@code #N/A}. */
    ERROR_CELL("the cell is an error value, such as #N/A"),
    /** The cell of a workbook is merged with other cells, and is not the first of them. It has no value of its own. */
    MERGED_CELL("the cell is merged with other cells, so its value is unclear; unmerge the cells and fill in each row"),
    /** The cell of a workbook contains phonetic characters, which cannot be told apart from the text. */
    PHONETIC_CELL("the cell contains phonetic characters (furigana) beside its text; save the workbook with Excel"),
    /** The row names no person. */
    PERSON_MISSING("the row names no person"),
    /**
     * The list of faces is empty or contains an empty id. Such a list is refused, because a row without faces applies to the whole person.
     */
    EMPTY_FACE("the list of faces is empty or contains an empty id; leave the list out to delete the whole person"),
    /** The id of a face looks like several ids. */
    FACE_SEPARATOR(
            "a face contains a separator, a quote, a bracket or a space, so it may be several faces; separate faces"
                    + " with semicolons in CSV, write each face as a string of its own in NDJSON, or accept"
                    + " FACE_SEPARATOR"),
    /** The row names no account, and the caller chose no accounts. */
    ACCOUNT_MISSING("the row names no account, and no accounts were chosen for such rows (--accounts)"),
    /** The row names an account that is not in the configuration. */
    ACCOUNT_UNKNOWN("the row names an account that is not configured"),
    /** The row names an account that is in the configuration, but that the caller did not choose. */
    ACCOUNT_NOT_CHOSEN("the row names an account that was not chosen");

    private final String text;

    ProblemCode(String text) {
        this.text = text;
    }

    /** Returns a description of the problem and the remedy, in one line. It contains no text of the row. */
    public String text() {
        return text;
    }
}
