package io.efface.config;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value of the configuration with unresolved references. The resolved value may change if the value refers to a file. Immutable;
 * {@code toString} does not show the value.
 */
record SettingValue(Setting setting, Entry entry, References references) implements Supplier<Secret> {
    /**
     * Returns the current resolved value.
     *
     * @throws References.Unresolved if the value cannot be used; the message does not contain the value
     */
    String read() throws References.Unresolved {
        String value = references.resolve(entry);
        String stripped = value.strip();
        if (stripped.isEmpty()) {
            throw new References.Unresolved("the value is blank; remove the key or give a value");
        }
        if (setting.secret() && !stripped.equals(value)) {
            throw new References.Unresolved("the secret begins or ends with white space; remove the white space");
        }
        if (isQuoted(entry.value().strip()) && !setting.key().equals(Keys.COMMAND)) {
            throw new References.Unresolved(
                    "the value is in quotes, which would be a part of the value; remove the quotes");
        }
        Optional<String> leftOver = leftOver(value);
        if (leftOver.isPresent()) {
            throw new References.Unresolved(leftOver.get());
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            throw new References.Unresolved("the value " + References.CONTROL_CHARACTER);
        }
        return stripped;
    }

    private static boolean isQuoted(String written) {
        return written.length() > 1
                && (written.startsWith("\"") || written.startsWith("'"))
                && written.charAt(0) == written.charAt(written.length() - 1);
    }

    private Optional<String> leftOver(String value) {
        boolean credential =
                setting.key().startsWith(Keys.CREDENTIAL) && !setting.key().equals(Keys.COMMAND);
        return (setting.secret() || credential) && value.equals(entry.value())
                ? MisplacedReference.leftOver(
                        value,
                        credential,
                        references.environment(),
                        entry.place().folder())
                : Optional.empty();
    }

    /** Returns whether the resolved value may change. */
    boolean mayChange() {
        return References.readsFile(entry.value());
    }

    @Override
    public Secret get() {
        try {
            return new Secret(read());
        } catch (References.Unresolved e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .detail(entry.key() + ": " + e.problem())
                    .build();
        }
    }

    @Override
    public String toString() {
        return entry.toString();
    }
}
