package io.efface.config;

import java.nio.file.Path;

/**
 * Where a value was read.
 *
 * @param text for people: a file with a line, an environment variable, or {@code map}
 * @param folder what relative paths in the value are relative to
 * @param safeForSecrets whether a secret may stand here literally without a warning
 */
record Place(String text, Path folder, boolean safeForSecrets) {
    private static final Path WORKING_FOLDER = Path.of("");

    static Place code(String text) {
        return new Place(text, WORKING_FOLDER, false);
    }

    static Place variable(String name) {
        return new Place("environment variable " + name, WORKING_FOLDER, true);
    }

    static Place line(Path file, int line) {
        return new Place(file + ":" + line, folderOf(file), false);
    }

    static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? WORKING_FOLDER : folder;
    }
}
