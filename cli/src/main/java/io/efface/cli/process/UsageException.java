package io.efface.cli.process;

import io.efface.erasure.ErasureException;
import org.jspecify.annotations.Nullable;

/** Thrown before anything is sent, if an option, an argument or a file of the user is invalid. The message contains no id and no secret. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Message text;
    private final transient @Nullable Message hint;

    public UsageException(Message text) {
        this(text, null);
    }

    public UsageException(Message text, @Nullable Message hint) {
        super(text.toString());
        this.text = text;
        this.hint = hint;
    }

    /** Returns the exception about the value of an option that a library has rejected. */
    public static UsageException of(String option, ErasureException problem) {
        return new UsageException(Message.of("{0}: {1}", option, KnownErrors.of(String.valueOf(problem.getMessage()))));
    }

    /** Returns the message. {@link #getMessage()} returns it in English. */
    public Message text() {
        return text;
    }

    /** Returns advice on how to correct the problem, or null if the user is referred to {@code --help}. */
    public @Nullable Message hint() {
        return hint;
    }
}
