package io.efface.erasure.input;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.ErasureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of an NDJSON list: one JSON object in each line. */
final class NdjsonRows extends TextRows {
    private final InputColumns columns;
    private final ListIdCheck ids;
    private final boolean subjectSuffices;

    /**
     * Checks the columns and the first object.
     *
     * @param subjectSuffices whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the first object lacks a field that the caller named, or if columns are given by
     *     number
     */
    NdjsonRows(LineReader lines, InputColumns columns, ListIdCheck ids, boolean subjectSuffices, ListName name) {
        super(lines);
        this.columns = columns;
        this.ids = ids;
        this.subjectSuffices = subjectSuffices;
        if (columns.hasNumbers()) {
            throw name.rejected("is NDJSON, whose fields have no numbers; name them with " + name.option("columns"));
        }
        Line first = lines.peek();
        if (first == null || first.problem() != null) {
            return;
        }
        ObjectParser parsed = new ObjectParser(first, new ListIdCheck(Set.of()));
        if (parsed.row() instanceof InputRow.Refused refused
                && refused.problem().code() == ProblemCode.FIELD_MISSING) {
            throw name.rejected("lacks, in the first object, the field that " + name.option("columns") + " names for "
                    + parsed.missing().map(Column::title).orElseThrow());
        }
    }

    @Override
    public @Nullable InputRow next() {
        Line line = lines.nextNonBlank();
        if (line == null) {
            return null;
        }
        if (line.problem() != null) {
            return new InputRow.Refused(line.problem(), false, null, null);
        }
        ids.begin();
        return new ObjectParser(line, ids).row();
    }

    @Override
    public boolean canNameAccounts() {
        return true;
    }

    /** Parses the object of one line. */
    private final class ObjectParser {
        private final Line line;
        private final ListIdCheck check;
        private final Buffer rest;
        private final long bytes;
        private final Set<String> fieldNames = new HashSet<>();
        private final Set<String> faces = new LinkedHashSet<>();
        private int facesColumn;
        private int lookalikeColumn;
        private int fieldColumn = 1;
        private @Nullable String subject;
        private @Nullable String account;
        private @Nullable String person;
        private @Nullable InputProblem problem;
        private boolean hasAccount;
        private boolean hasSubject;
        private int accountColumn = 1;
        private int subjectColumn = 1;
        private int personColumn = 1;

        ObjectParser(Line line, ListIdCheck check) {
            this.line = line;
            this.check = check;
            this.rest = new Buffer().writeUtf8(line.text());
            this.bytes = rest.size();
        }

        InputRow row() {
            if (Ids.isBinary(line.text())) {
                return refused(ProblemCode.CONTROL_CHARACTER, 1);
            }
            try (JsonReader json = JsonReader.of(rest)) {
                return read(json);
            } catch (IOException | JsonDataException e) {
                // The message of this exception is not used, because it quotes the line.
                return refused(ProblemCode.NOT_JSON);
            }
        }

        private InputRow read(JsonReader json) throws IOException {
            if (json.peek() != JsonReader.Token.BEGIN_OBJECT) {
                return refused(ProblemCode.NOT_AN_OBJECT, 1);
            }
            json.beginObject();
            while (json.hasNext()) {
                fieldColumn = column();
                String name = json.nextName();
                if (!fieldNames.add(name)) {
                    return refused(ProblemCode.REPEATED_FIELD, fieldColumn);
                }
                if (columns.is(Column.SUBJECT, name)) {
                    subjectColumn = fieldColumn;
                    hasSubject = json.peek() != JsonReader.Token.NULL;
                    subject = text(Column.SUBJECT, json);
                } else if (columns.is(Column.ACCOUNT, name)) {
                    accountColumn = fieldColumn;
                    hasAccount = json.peek() != JsonReader.Token.NULL;
                    account = text(Column.ACCOUNT, json);
                } else if (columns.is(Column.PERSON, name)) {
                    personColumn = fieldColumn;
                    person = text(Column.PERSON, json);
                } else if (columns.is(Column.FACES, name)) {
                    faces(json);
                } else if (columns.isLookalike(name)) {
                    lookalikeColumn = lookalikeColumn == 0 ? fieldColumn : lookalikeColumn;
                    json.skipValue();
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
            if (json.peek() != JsonReader.Token.END_DOCUMENT) {
                return refused(ProblemCode.NOT_AN_OBJECT);
            }
            return finish();
        }

        /** Returns the first column that the caller named and the object lacks, or empty. */
        Optional<Column> missing() {
            return Stream.of(Column.values())
                    .filter(column -> columns.isRequired(column) && !fieldNames.contains(columns.name(column)))
                    .findFirst();
        }

        private InputRow finish() {
            if (missing().isPresent()) {
                return new InputRow.Refused(
                        new InputProblem(line.number(), 1, ProblemCode.FIELD_MISSING),
                        account != null || !hasAccount,
                        account,
                        subject);
            }
            if (lookalikeColumn > 0) {
                return new InputRow.Refused(
                        new InputProblem(line.number(), lookalikeColumn, ProblemCode.LOOKALIKE_FIELD),
                        false,
                        null,
                        subject);
            }
            if (person == null && problem == null && !(subjectSuffices && subject != null)) {
                addProblem(ProblemCode.PERSON_MISSING, personColumn);
            }
            if (problem == null && facesColumn > 0 && faces.isEmpty()) {
                addProblem(ProblemCode.EMPTY_FACE, facesColumn);
            }
            InputProblem firstProblem = problem;
            if (firstProblem != null) {
                return new InputRow.Refused(
                        firstProblem, !hasAccount || account != null, account, hasSubject ? subject : person);
            }
            String personOrSubject = person != null ? person : subject;
            String subjectOrPerson = subject != null ? subject : person;
            if (personOrSubject == null || subjectOrPerson == null) {
                throw new IllegalStateException("a row without a person was not refused");
            }
            return new InputRow.Entry(
                    line.number(),
                    subjectOrPerson,
                    account,
                    account == null ? 1 : accountColumn,
                    personOrSubject,
                    person != null ? personColumn : subjectColumn,
                    List.copyOf(faces));
        }

        private void faces(JsonReader json) throws IOException {
            if (json.peek() == JsonReader.Token.NULL) {
                json.nextNull();
                return;
            }
            if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
                addProblem(ProblemCode.NOT_A_LIST, fieldColumn);
                json.skipValue();
                return;
            }
            facesColumn = fieldColumn;
            json.beginArray();
            while (json.hasNext()) {
                if (json.peek() == JsonReader.Token.NULL) {
                    addProblem(ProblemCode.EMPTY_FACE, fieldColumn);
                }
                String face = text(Column.FACES, json);
                if (face != null) {
                    faces.add(face);
                }
            }
            json.endArray();
        }

        /** Returns an id. Returns null if the value is null or is not a valid id; an invalid id is added as a problem. */
        private @Nullable String text(Column column, JsonReader json) throws IOException {
            JsonReader.Token token = json.peek();
            if (token == JsonReader.Token.NULL) {
                json.nextNull();
                return null;
            }
            if (token != JsonReader.Token.STRING) {
                addProblem(
                        token == JsonReader.Token.NUMBER ? ProblemCode.NUMBER_ID : ProblemCode.NOT_TEXT, fieldColumn);
                json.skipValue();
                return null;
            }
            String text = json.nextString();
            ProblemCode code = check.problem(column, text, false);
            if (code != null) {
                addProblem(code, fieldColumn);
                return null;
            }
            return text;
        }

        /** Stores a problem, unless the object already has one. */
        private void addProblem(ProblemCode code, int column) {
            if (problem == null) {
                problem = new InputProblem(line.number(), column, code);
            }
        }

        InputRow refused(ProblemCode code) {
            return refused(code, column());
        }

        private InputRow refused(ProblemCode code, int column) {
            return new InputRow.Refused(new InputProblem(line.number(), column, code), false, null, null);
        }

        /**
         * Returns the position in the line that the parser has reached. Before a field, this is the first character of the field's name.
         */
        private int column() {
            int consumed = (int) (bytes - rest.size());
            byte[] all = line.text().getBytes(StandardCharsets.UTF_8);
            String parsedText = new String(all, 0, consumed, StandardCharsets.UTF_8);
            return parsedText.codePointCount(0, parsedText.length()) + 1;
        }
    }
}
