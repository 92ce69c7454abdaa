package io.efface.cli;

import io.efface.FaceId;
import io.efface.PersonId;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The ids that a command is about: given as arguments, or one a line on standard input where an argument is {@code -}. All of
 * them are checked before any is used, and each is named by its position, never by its text.
 */
final class Operands {
    private static final String STANDARD_INPUT = "-";

    private Operands() {}

    /** Returns the people in the order given, each once. */
    static Set<PersonId> people(List<String> arguments, InputStream in) {
        return read(arguments, in, PersonId::new, "person ids");
    }

    /** Returns the faces in the order given, each once. */
    static Set<FaceId> faces(List<String> arguments, InputStream in) {
        return read(arguments, in, FaceId::new, "face ids");
    }

    /** Returns the one person that faces belong to. */
    static PersonId person(String argument) {
        if (argument.equals(STANDARD_INPUT)) {
            throw new UsageProblem("only the face ids can come from standard input; give the person as an argument");
        }
        return checked(argument, PersonId::new, "PERSON");
    }

    private static <T> Set<T> read(
            List<String> arguments, InputStream in, Function<String, T> constructor, String what) {
        Set<T> ids = new LinkedHashSet<>();
        boolean inputRead = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.equals(STANDARD_INPUT)) {
                ids.add(checked(argument, constructor, "id " + (i + 1) + " of " + arguments.size()));
            } else if (inputRead) {
                throw new UsageProblem("'-' is given twice, and standard input can be read only once");
            } else {
                inputRead = true;
                fromInput(in, constructor, what, ids);
            }
        }
        return ids;
    }

    private static <T> void fromInput(InputStream in, Function<String, T> constructor, String what, Set<T> ids) {
        long count = 0;
        try {
            LineReader lines = new LineReader(in);
            String line = lines.next();
            while (line != null) {
                count++;
                ids.add(checked(line, constructor, "standard input, line " + count));
                line = lines.next();
            }
        } catch (IOException e) {
            throw new UsageProblem("standard input cannot be read after line " + count);
        }
        if (count == 0) {
            throw new UsageProblem("standard input holds no " + what, "give one id a line");
        }
    }

    private static <T> T checked(String text, Function<String, T> constructor, String where) {
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException e) {
            // The constructors' messages never hold the text.
            throw new UsageProblem(where + ": " + e.getMessage());
        }
    }
}
