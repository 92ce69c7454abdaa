package io.efface.cli.option;

import io.efface.FaceId;
import io.efface.IdWarning;
import io.efface.PersonId;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.KnownTexts;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputSource;
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
 * The ids that a command works on. They are arguments, or lines of standard input if an argument is {@code -}. All ids are checked before
 * the first is used. Errors name an id by its position, never by its text.
 *
 * @param <T> type of the ids: {@link PersonId} or {@link FaceId}
 */
public final class Operands<T> {
    /** The argument that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private final Set<T> ids = new LinkedHashSet<>();
    private final Function<String, T> constructor;
    private final Function<String, Optional<IdWarning>> check;
    private @Nullable Message doubt;
    private boolean isSeveralIds;

    private Operands(Function<String, T> constructor, Function<String, Optional<IdWarning>> check) {
        this.constructor = constructor;
        this.check = check;
    }

    /** Reads person ids in the given order. Repeated ids count once. */
    public static Operands<PersonId> people(List<String> arguments, InputStream in) {
        Operands<PersonId> people = new Operands<>(PersonId::of, IdWarning::of);
        people.read(arguments, in, Message.of("standard input contains no person ids"));
        return people;
    }

    /** Reads face ids in the given order. Repeated ids count once. */
    public static Operands<FaceId> faces(List<String> arguments, InputStream in) {
        Operands<FaceId> faces = new Operands<>(FaceId::of, IdWarning::ofFace);
        faces.read(arguments, in, Message.of("standard input contains no face ids"));
        return faces;
    }

    /** Reads the id of the person to whom the faces belong. */
    public static Operands<PersonId> person(String argument) {
        if (argument.equals(STANDARD_INPUT)) {
            throw new UsageException(
                    Message.of("only the face ids can come from standard input; give the person as an argument"));
        }
        Operands<PersonId> person = new Operands<>(PersonId::of, IdWarning::of);
        person.add(argument, Message.verbatim("PERSON"));
        return person;
    }

    /** Returns the ids in the given order, without repetitions. */
    public Set<T> ids() {
        return ids;
    }

    /** Returns the first id. */
    public T first() {
        return ids.iterator().next();
    }

    /**
     * Checks for doubtful ids. An id is doubtful if it begins or ends with a space or contains an invisible character. Such characters come
     * from copying ids out of tables. A face id is also doubtful if it looks like several ids. A doubtful id is probably not the intended
     * id. For such an id, the vendor would probably report that the person or face is absent, although the intended one exists. The setting
     * {@code id-check} of the account decides: {@code strict} rejects the id, {@code warn} prints a warning.
     *
     * @param accounts names of the accounts that will delete
     * @throws UsageException if an id is doubtful and one of the accounts has {@code id-check = strict}
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
                    isSeveralIds
                            ? Message.of(
                                    "give each face as a separate argument, or on a separate line; with id-check = warn or off, the"
                                            + " deletion is sent")
                            : Message.of(
                                    "find-person accepts such an id; with id-check = warn or off, the deletion is sent"));
        }
        if (checks.contains("warn")) {
            context.printMessage(
                    Message.of("warning: {0}; if the result is that the id is absent, this proves little", doubt));
        }
    }

    /**
     * Returns the first reason why an id is doubtful, as {@link #checkDoubtful} defines it; empty if there is none. The text contains no part
     * of the id.
     */
    public Optional<Message> doubt() {
        return Optional.ofNullable(doubt);
    }

    private void read(List<String> arguments, InputStream in, Message noIds) {
        boolean inputRead = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.equals(STANDARD_INPUT)) {
                add(argument, Message.of("id {0} of {1}", i + 1, arguments.size()));
            } else if (inputRead) {
                throw new UsageException(Message.of("'-' is given twice, and standard input can be read only once"));
            } else {
                inputRead = true;
                fromInput(in, noIds);
            }
        }
    }

    private void fromInput(InputStream in, Message noIds) {
        long count = InputReader.readLines(
                InputSource.stream("standard input", in),
                (id, line) -> add(id, Message.of("standard input, line {0}", line)));
        if (count == 0) {
            throw new UsageException(noIds, Message.of("write one id per line"));
        }
    }

    private void add(String text, Message where) {
        try {
            ids.add(constructor.apply(text));
        } catch (IllegalArgumentException e) {
            // The constructors' messages never contain the text of the id.
            throw new UsageException(Message.of("{0}: {1}", where, KnownTexts.of(String.valueOf(e.getMessage()))));
        }
        if (doubt == null) {
            Optional<IdWarning> found = check.apply(text);
            doubt = found.map(why -> Message.of("{0}: the id {1}", where, Message.known(why.text())))
                    .orElse(null);
            isSeveralIds = found.equals(Optional.of(IdWarning.SEVERAL_IDS));
        }
    }
}
