package io.efface.cli.option;

import io.efface.FaceId;
import io.efface.IdWarning;
import io.efface.PersonId;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a command is about: given as arguments, or one a line on standard input where an argument is {@code -}. All of
 * them are checked before any is used, and each is named by its position, never by its text.
 *
 * @param <T> ids of people or of faces
 */
public final class Operands<T> {
    private static final String STANDARD_INPUT = "-";

    private final Set<T> ids = new LinkedHashSet<>();
    private final Function<String, T> constructor;
    private final Function<String, Optional<IdWarning>> check;
    private @Nullable String doubt;
    private boolean several;

    private Operands(Function<String, T> constructor, Function<String, Optional<IdWarning>> check) {
        this.constructor = constructor;
        this.check = check;
    }

    /** Reads people in the order given, each once. */
    public static Operands<PersonId> people(List<String> arguments, InputStream in) {
        Operands<PersonId> people = new Operands<>(PersonId::of, IdWarning::of);
        people.read(arguments, in, "person ids");
        return people;
    }

    /** Reads faces in the order given, each once. */
    public static Operands<FaceId> faces(List<String> arguments, InputStream in) {
        Operands<FaceId> faces = new Operands<>(FaceId::of, IdWarning::ofFace);
        faces.read(arguments, in, "face ids");
        return faces;
    }

    /** Reads the one person that faces belong to. */
    public static Operands<PersonId> person(String argument) {
        if (argument.equals(STANDARD_INPUT)) {
            throw new UsageException("only the face ids can come from standard input; give the person as an argument");
        }
        Operands<PersonId> person = new Operands<>(PersonId::of, IdWarning::of);
        person.add(argument, "PERSON");
        return person;
    }

    /** Returns the ids in the order given, each once. */
    public Set<T> ids() {
        return ids;
    }

    /** Returns the first id. */
    public T first() {
        return ids.iterator().next();
    }

    /**
     * Checks that no id has a space at an edge or an invisible character, as an id that was copied from a table may have, and that no
     * face looks like several: its deletion would report something else as absent. Neither a shell nor a line can say that such an id is
     * meant, so the account says it: strict rejects it, warn prints a warning.
     *
     * @param accounts the names of those that are about to delete
     * @throws UsageException if an id has, and one of the accounts has {@code id-check = strict}
     */
    public void checkDoubtful(FaceRepositories repositories, Collection<String> accounts, CliContext context) {
        if (doubt == null) {
            return;
        }
        Set<String> checks = new HashSet<>();
        accounts.forEach(
                name -> checks.add(repositories.describe(name).settings().getOrDefault("id-check", "off")));
        if (checks.contains("strict")) {
            throw new UsageException(
                    doubt,
                    (several
                                    ? "give each face as an argument of its own, or on a line of its own"
                                    : "find-person reads such an id")
                            + "; id-check = warn or off sends its deletion");
        }
        if (checks.contains("warn")) {
            context.printMessage("warning: " + doubt + "; if it is reported as absent, that proves little");
        }
    }

    private void read(List<String> arguments, InputStream in, String what) {
        boolean inputRead = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.equals(STANDARD_INPUT)) {
                add(argument, "id " + (i + 1) + " of " + arguments.size());
            } else if (inputRead) {
                throw new UsageException("'-' is given twice, and standard input can be read only once");
            } else {
                inputRead = true;
                fromInput(in, what);
            }
        }
    }

    private void fromInput(InputStream in, String what) {
        long count = 0;
        try {
            LineReader lines = new LineReader(in);
            String line = lines.next();
            while (line != null) {
                count++;
                add(line, "standard input, line " + count);
                line = lines.next();
            }
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read after line " + count);
        }
        if (count == 0) {
            throw new UsageException("standard input holds no " + what, "give one id a line");
        }
    }

    private void add(String text, String where) {
        try {
            ids.add(constructor.apply(text));
        } catch (IllegalArgumentException e) {
            // The constructors' messages never hold the text.
            throw new UsageException(where + ": " + e.getMessage());
        }
        if (doubt == null) {
            Optional<IdWarning> found = check.apply(text);
            doubt = found.map(why -> where + ": the id " + why.text()).orElse(null);
            several = found.equals(Optional.of(IdWarning.SEVERAL_IDS));
        }
    }
}
