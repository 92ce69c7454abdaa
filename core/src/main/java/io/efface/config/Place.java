package io.efface.config;

import java.nio.file.Path;

/**
 * The place of a value in the configuration.
 *
 * @param text the description for people: a file with a line, an environment variable, or {@code map}
 * @param folder the folder to which relative paths in the value are relative
 * @param safeForSecrets whether a secret may be written literally at this place without a warning
 */
record Place(String text, Path folder, boolean safeForSecrets) {
    private static final Path WORKING_FOLDER = Path.of("");

    static Place code(String text) {
        return new Place(text, WORKING_FOLDER, false);
    }

    /**
     * Returns a copy of this place at which a secret causes no warning. The copy is the place of a secret that a framework passes to Efface
     * and did not read from a configuration file.
     */
    Place withSafeSecrets() {
        return new Place(text, folder, true);
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
