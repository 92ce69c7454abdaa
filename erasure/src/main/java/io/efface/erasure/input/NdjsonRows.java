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

/** Rows that are JSON objects, one a line. */
final class NdjsonRows implements Rows {
    private final LineReader lines;
    private final InputColumns columns;
    private final IdCheck ids;
    private final boolean subjectServes;

    /**
     * Takes the lines, and looks at the first object.
     *
     * @param subjectServes whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the first object lacks a field that the caller named, or columns are given by
     *     number
     */
    NdjsonRows(LineReader lines, InputColumns columns, IdCheck ids, boolean subjectServes, ListName name) {
        this.lines = lines;
        this.columns = columns;
        this.ids = ids;
        this.subjectServes = subjectServes;
        if (columns.hasNumbers()) {
            throw name.rejected("is NDJSON, whose fields have no numbers; name them with " + name.option("columns"));
        }
        Line first = lines.peek();
        if (first == null || first.problem() != null) {
            return;
        }
        Parsed parsed = new Parsed(first, new IdCheck(Set.of()));
        if (parsed.row() instanceof InputRow.Refused refused
                && refused.problem().code() == ProblemCode.FIELD_MISSING) {
            throw name.rejected("lacks, in the first object, the field that " + name.option("columns") + " names for "
                    + parsed.missing().map(Column::title).orElseThrow());
        }
    }

    @Override
    public @Nullable InputRow next() {
        Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        if (line.problem() != null) {
            return new InputRow.Refused(line.problem(), false, null);
        }
        ids.begin();
        return new Parsed(line, ids).row();
    }

    @Override
    public boolean canNameAccounts() {
        return true;
    }

    /** One line while it is read. */
    private final class Parsed {
        private final Line line;
        private final IdCheck check;
        private final Buffer rest;
        private final long bytes;
        private final Set<String> seen = new HashSet<>();
        private final Set<String> faces = new LinkedHashSet<>();
        private int facesColumn;
        private int lookalikeColumn;
        private int field = 1;
        private @Nullable String subject;
        private @Nullable String account;
        private @Nullable String person;
        private @Nullable InputProblem problem;
        private boolean accountGiven;
        private int accountColumn = 1;

        Parsed(Line line, IdCheck check) {
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
                // What the parser says quotes the line.
                return refused(ProblemCode.NOT_JSON);
            }
        }

        private InputRow read(JsonReader json) throws IOException {
            if (json.peek() != JsonReader.Token.BEGIN_OBJECT) {
                return refused(ProblemCode.NOT_AN_OBJECT, 1);
            }
            json.beginObject();
            while (json.hasNext()) {
                field = column();
                String name = json.nextName();
                if (!seen.add(name)) {
                    return refused(ProblemCode.REPEATED_FIELD, field);
                }
                if (columns.is(Column.SUBJECT, name)) {
                    subject = text(Column.SUBJECT, json);
                } else if (columns.is(Column.ACCOUNT, name)) {
                    accountColumn = field;
                    accountGiven = json.peek() != JsonReader.Token.NULL;
                    account = text(Column.ACCOUNT, json);
                } else if (columns.is(Column.PERSON, name)) {
                    person = text(Column.PERSON, json);
                } else if (columns.is(Column.FACES, name)) {
                    faces(json);
                } else if (columns.isLookalike(name)) {
                    lookalikeColumn = lookalikeColumn == 0 ? field : lookalikeColumn;
                    json.skipValue();
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
            if (json.peek() != JsonReader.Token.END_DOCUMENT) {
                return refused(ProblemCode.NOT_AN_OBJECT);
            }
            return finished();
        }

        /** Returns the first column that the caller named and the object lacks. */
        Optional<Column> missing() {
            return Stream.of(Column.values())
                    .filter(column -> columns.isRequired(column) && !seen.contains(columns.name(column)))
                    .findFirst();
        }

        private InputRow finished() {
            if (missing().isPresent()) {
                return new InputRow.Refused(
                        new InputProblem(line.number(), 1, ProblemCode.FIELD_MISSING),
                        account != null || !accountGiven,
                        account);
            }
            if (lookalikeColumn > 0) {
                return refused(ProblemCode.LOOKALIKE_FIELD, lookalikeColumn);
            }
            if (person == null && problem == null && !(subjectServes && subject != null)) {
                keep(ProblemCode.PERSON_MISSING, 1);
            }
            if (problem == null && facesColumn > 0 && faces.isEmpty()) {
                keep(ProblemCode.EMPTY_FACE, facesColumn);
            }
            InputProblem first = problem;
            if (first != null) {
                return new InputRow.Refused(first, !accountGiven || account != null, account);
            }
            String who = person != null ? person : subject;
            String whose = subject != null ? subject : person;
            if (who == null || whose == null) {
                throw new IllegalStateException("a row without a person was not refused");
            }
            return new InputRow.Entry(line.number(), whose, account, accountColumn, who, List.copyOf(faces));
        }

        private void faces(JsonReader json) throws IOException {
            if (json.peek() == JsonReader.Token.NULL) {
                json.nextNull();
                return;
            }
            if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
                keep(ProblemCode.NOT_A_LIST, field);
                json.skipValue();
                return;
            }
            facesColumn = field;
            json.beginArray();
            while (json.hasNext()) {
                if (json.peek() == JsonReader.Token.NULL) {
                    keep(ProblemCode.EMPTY_FACE, field);
                }
                String face = text(Column.FACES, json);
                if (face != null) {
                    faces.add(face);
                }
            }
            json.endArray();
        }

        /** Returns an id; or null where there is none, or none that will do. */
        private @Nullable String text(Column column, JsonReader json) throws IOException {
            JsonReader.Token token = json.peek();
            if (token == JsonReader.Token.NULL) {
                json.nextNull();
                return null;
            }
            if (token != JsonReader.Token.STRING) {
                keep(token == JsonReader.Token.NUMBER ? ProblemCode.NUMBER_ID : ProblemCode.NOT_TEXT, field);
                json.skipValue();
                return null;
            }
            String text = json.nextString();
            ProblemCode code = check.problem(column, text, false);
            if (code != null) {
                keep(code, field);
                return null;
            }
            return text;
        }

        private void keep(ProblemCode code, int column) {
            if (problem == null) {
                problem = new InputProblem(line.number(), column, code);
            }
        }

        InputRow refused(ProblemCode code) {
            return refused(code, column());
        }

        private InputRow refused(ProblemCode code, int column) {
            return new InputRow.Refused(new InputProblem(line.number(), column, code), false, null);
        }

        /** Returns the column that the parser has come to: before a field, the first character of its name. */
        private int column() {
            int consumed = (int) (bytes - rest.size());
            byte[] all = line.text().getBytes(StandardCharsets.UTF_8);
            String before = new String(all, 0, consumed, StandardCharsets.UTF_8);
            return before.codePointCount(0, before.length()) + 1;
        }
    }
}
