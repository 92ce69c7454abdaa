package io.efface.cli.process;

import org.jspecify.annotations.Nullable;

/** What the user gave cannot be used; nothing was sent. The message is for the user and holds no id and no secret. */
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

    /** Returns what to do about it, or null for the usual pointer to {@code --help}. */
    public @Nullable String hint() {
        return hint;
    }
}
