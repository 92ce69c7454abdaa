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
 * What the columns of a CSV list and the fields of an NDJSON list are called. A column of a CSV list can be given by number, as
 * {@code #2} for the second. A column that the caller names has to be there: a list without it is rejected, because without its faces
 * a row would mean the whole person. Immutable and thread-safe.
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
                throw new IllegalArgumentException("columns need four names, all different and none blank");
            }
        }
        for (String name : given.values()) {
            if (ignored.contains(name)) {
                throw new IllegalArgumentException("a column cannot be named and ignored");
            }
        }
    }

    /** Returns {@code subject}, {@code account}, {@code person_id} and {@code face_ids}. */
    public static InputColumns defaults() {
        return DEFAULTS;
    }

    /**
     * Names the column of the caller's own reference of a person; without it, or where it is empty, that is the person's id.
     *
     * @throws IllegalArgumentException if the name is blank, ignored, or that of another column
     */
    public InputColumns withSubject(String name) {
        return with(Column.SUBJECT, name);
    }

    /**
     * Names the column of the account's name; without it, or where it is empty, a row is about every chosen account.
     *
     * @throws IllegalArgumentException if the name is blank, ignored, or that of another column
     */
    public InputColumns withAccount(String name) {
        return with(Column.ACCOUNT, name);
    }

    /**
     * Names the column of the person's id at the vendor.
     *
     * @throws IllegalArgumentException if the name is blank, ignored, or that of another column
     */
    public InputColumns withPerson(String name) {
        return with(Column.PERSON, name);
    }

    /**
     * Names the column of the faces to delete; without it, or where it is empty, a row is about the whole person.
     *
     * @throws IllegalArgumentException if the name is blank, ignored, or that of another column
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
     * Declares that columns of these names are none of the four, whatever they look like.
     *
     * @throws IllegalArgumentException if one was named as one of the four
     */
    public InputColumns ignoring(Collection<String> names) {
        Set<String> more = new HashSet<>(ignored);
        more.addAll(names);
        return new InputColumns(given, required, more);
    }

    /** Returns these names as those of another list, which need not have the columns; those given by number are left out. */
    public InputColumns asExpected() {
        Map<Column, String> names = new HashMap<>(given);
        names.keySet().removeIf(column -> number(column).isPresent());
        return new InputColumns(names, Set.of(), ignored);
    }

    String name(Column column) {
        return given.getOrDefault(column, column.title());
    }

    /** Returns whether the caller named a column, which has to be there then. */
    boolean isRequired(Column column) {
        return required.contains(column);
    }

    /** Returns whether the caller named any column. */
    boolean isAnyRequired() {
        return !required.isEmpty();
    }

    /** Returns the column's number, from 1, or empty if it is known by its name. */
    OptionalInt number(Column column) {
        String name = name(column);
        return NUMBER.matcher(name).matches()
                ? OptionalInt.of(Integer.parseInt(name.substring(1)))
                : OptionalInt.empty();
    }

    /** Returns whether a cell is the usual name of one of the columns, whatever its case and separators. */
    static boolean isTitle(String cell) {
        String shape = ColumnShape.of(cell);
        return Arrays.stream(Column.values())
                .anyMatch(column -> ColumnShape.of(column.title()).equals(shape));
    }

    /** Returns whether any column is given by its number. */
    boolean hasNumbers() {
        return given.keySet().stream().anyMatch(column -> number(column).isPresent());
    }

    /** Returns whether a name is that of a column. */
    boolean is(Column column, String name) {
        return name.equals(name(column))
                && !ignored.contains(name)
                && number(column).isEmpty();
    }

    /** Returns whether a name is one of these. */
    boolean contains(String name) {
        for (Column column : Column.values()) {
            if (is(column, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a name that is none of these was probably meant to be one. Ignored, {@code faceIds} in place of
     * {@code face_ids} would delete whole people.
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

    /** Returns whether a line of a plain list is the name of the person's column, which makes it a header and not an id. */
    boolean isPersonName(String line) {
        return ColumnShape.of(line).equals(ColumnShape.of(name(Column.PERSON)));
    }
}
