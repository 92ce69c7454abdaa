package io.efface.cli.process;

import org.jspecify.annotations.Nullable;

/** Thrown before anything is sent, if an option, an argument or a file of the user is invalid. The message contains no id and no secret. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    public UsageException(String message) {
        this(message, null);
    }

    public UsageException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** Returns advice on how to correct the problem, or null for a reference to {@code --help}. */
    public @Nullable String hint() {
        return hint;
    }
}
