package io.efface.erasure.input;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of the columns of a CSV list and of the fields of an NDJSON list. A column of a CSV list can also be given by its number, such
 * as {@code #2} for the second column. If the caller names a column, a list without this column is rejected. If such a list were accepted,
 * a row whose faces are in a column with another name would delete the whole person. Immutable and thread-safe.
 */
public final class InputColumns {
    private static final InputColumns DEFAULTS = new InputColumns(Map.of(), Set.of(), Set.of());
    private static final Pattern NUMBER = Pattern.compile("#[1-9][0-9]{0,6}");

    private final Map<Column, String> given;
    private final Set<Column> required;
    private final Set<String> ignored;

    private InputColumns(Map<Column, String> given, Set<Column> required, Set<String> ignored) {
        this.given = Map.copyOf(given);
        this.required = Set.copyOf(required);
        this.ignored = Set.copyOf(ignored);
        Set<String> names = new HashSet<>();
        for (Column column : Column.values()) {
            String name = name(column);
            if (name.isBlank() || !names.add(name)) {
                throw new IllegalArgumentException(
                        "the names of the four columns must be different and must not be blank");
            }
        }
        for (String name : given.values()) {
            if (ignored.contains(name)) {
                throw new IllegalArgumentException("a column cannot be both named and ignored");
            }
        }
    }

    /** Returns the default names: {@code subject}, {@code account}, {@code person_id} and {@code face_ids}. */
    public static InputColumns defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the name of the column with the subject, which is the caller's own reference for a person. If a row has no subject, the person's
     * id is used.
     *
     * @throws IllegalArgumentException if the name is blank, is ignored, or is the name of another column
     */
    public InputColumns withSubject(String name) {
        return with(Column.SUBJECT, name);
    }

    /**
     * Sets the name of the column with the account's name. If a row has no account, it applies to every chosen account.
     *
     * @throws IllegalArgumentException if the name is blank, is ignored, or is the name of another column
     */
    public InputColumns withAccount(String name) {
        return with(Column.ACCOUNT, name);
    }

    /**
     * Sets the name of the column with the person's id at the vendor.
     *
     * @throws IllegalArgumentException if the name is blank, is ignored, or is the name of another column
     */
    public InputColumns withPerson(String name) {
        return with(Column.PERSON, name);
    }

    /**
     * Sets the name of the column with the faces to delete. If a row has no faces, it applies to the whole person.
     *
     * @throws IllegalArgumentException if the name is blank, is ignored, or is the name of another column
     */
    public InputColumns withFaces(String name) {
        return with(Column.FACES, name);
    }

    private InputColumns with(Column column, String name) {
        Map<Column, String> names = new HashMap<>(given);
        names.put(column, Objects.requireNonNull(name, "name"));
        Set<Column> columns = new HashSet<>(required);
        columns.add(column);
        return new InputColumns(names, columns, ignored);
    }

    /**
     * Sets names of columns to ignore, even if a name is similar to the name of a column that Efface reads.
     *
     * @throws IllegalArgumentException if one of the names is also the name of a column to read
     */
    public InputColumns ignoring(Collection<String> names) {
        Set<String> newIgnored = new HashSet<>(ignored);
        newIgnored.addAll(names);
        return new InputColumns(given, required, newIgnored);
    }

    /**
     * Returns these names for another list, which may lack the named columns. Columns that are given by number get their default names.
     */
    public InputColumns asExpected() {
        Map<Column, String> names = new HashMap<>(given);
        names.keySet().removeIf(column -> number(column).isPresent());
        return new InputColumns(names, Set.of(), ignored);
    }

    String name(Column column) {
        return given.getOrDefault(column, column.title());
    }

    /** Returns whether the caller named a column, so that a list without it is rejected. */
    boolean isRequired(Column column) {
        return required.contains(column);
    }

    /** Returns whether the caller named any column. */
    boolean isAnyRequired() {
        return !required.isEmpty();
    }

    /** Returns the number of a column from 1, or empty if the column is given by name. */
    OptionalInt number(Column column) {
        String name = name(column);
        return NUMBER.matcher(name).matches()
                ? OptionalInt.of(Integer.parseInt(name.substring(1)))
                : OptionalInt.empty();
    }

    /** Returns whether a cell is the default name of a column. Case and separators do not matter. */
    static boolean isTitle(String cell) {
        String shape = ColumnShape.of(cell);
        return Arrays.stream(Column.values())
                .anyMatch(column -> ColumnShape.of(column.title()).equals(shape));
    }

    /** Returns whether a column is given by number. */
    boolean hasNumbers() {
        return given.keySet().stream().anyMatch(column -> number(column).isPresent());
    }

    /** Returns whether a name is the name of this column. */
    boolean is(Column column, String name) {
        return name.equals(name(column))
                && !ignored.contains(name)
                && number(column).isEmpty();
    }

    /** Returns whether a name is one of these names, and is not ignored. */
    boolean contains(String name) {
        for (Column column : Column.values()) {
            if (is(column, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a name is similar to the name of a column that Efface reads, but not equal to it. An example is {@code faceIds}: if
     * this column were ignored, whole people would be deleted.
     */
    boolean isLookalike(String name) {
        if (contains(name) || ignored.contains(name)) {
            return false;
        }
        return ColumnShape.readings(name).stream().anyMatch(reading -> isLike(reading) || FaceWords.isIn(reading));
    }

    private boolean isLike(String name) {
        String shape = ColumnShape.of(name);
        for (Column column : Column.values()) {
            String ours = ColumnShape.of(column.title());
            boolean isLike = shape.startsWith(ours) || shape.endsWith(ours) || ColumnShape.isNear(shape, ours);
            if (isLike || (number(column).isEmpty() && shape.equals(ColumnShape.of(name(column))))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a line of a plain list is the name of the person's column. The line is then a header and not an id. */
    boolean isPersonName(String line) {
        return ColumnShape.of(line).equals(ColumnShape.of(name(Column.PERSON)));
    }
}
