package io.efface.erasure.input;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Rows that are JSON objects, one a line. */
final class NdjsonRows implements Rows {
    private final LineReader lines;
    private final InputColumns columns;
    private final boolean subjectServes;

    /**
     * Takes the lines.
     *
     * @param subjectServes whether a row may name a subject and no person
     */
    NdjsonRows(LineReader lines, InputColumns columns, boolean subjectServes) {
        this.lines = lines;
        this.columns = columns;
        this.subjectServes = subjectServes;
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
        Buffer buffer = new Buffer().writeUtf8(line.text());
        Parsed row = new Parsed(line, buffer);
        try (JsonReader json = JsonReader.of(buffer)) {
            return row.read(json);
        } catch (IOException | JsonDataException e) {
            // What the parser says quotes the line.
            return row.refused(ProblemCode.NOT_JSON);
        }
    }

    @Override
    public boolean canNameAccounts() {
        return true;
    }

    /** One line while it is read. */
    private final class Parsed {
        private final Line line;
        private final Buffer rest;
        private final long bytes;
        private final Set<String> seen = new HashSet<>();
        private final Set<String> faces = new LinkedHashSet<>();
        private int facesColumn;
        private int field = 1;
        private @Nullable String subject;
        private @Nullable String account;
        private @Nullable String person;
        private @Nullable InputProblem problem;
        private boolean accountGiven;
        private int accountColumn = 1;

        Parsed(Line line, Buffer rest) {
            this.line = line;
            this.rest = rest;
            this.bytes = rest.size();
        }

        InputRow read(JsonReader json) throws IOException {
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
                if (name.equals(columns.subject())) {
                    subject = text(json);
                } else if (name.equals(columns.account())) {
                    accountColumn = field;
                    accountGiven = json.peek() != JsonReader.Token.NULL;
                    account = text(json);
                } else if (name.equals(columns.person())) {
                    person = text(json);
                } else if (name.equals(columns.faces())) {
                    faces(json);
                } else if (columns.isLookalike(name)) {
                    return refused(ProblemCode.LOOKALIKE_FIELD, field);
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

        private InputRow finished() {
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
                String face = text(json);
                if (face != null) {
                    faces.add(face);
                }
            }
            json.endArray();
        }

        /** Returns an id; or null where there is none, or none that will do. */
        private @Nullable String text(JsonReader json) throws IOException {
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
            ProblemCode code = Ids.problem(text);
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
