package io.efface.cli;

import java.nio.file.Path;

/**
 * A configuration file that the command was told to read.
 *
 * @param path the file, which may not exist
 * @param namedBy the option or variable that names it
 */
record ConfigFile(Path path, String namedBy) {
    /**
     * Returns the path.
     *
     * @throws UsageProblem if it is a folder or does not exist
     */
    Path existing() {
        return FileOption.file(namedBy, path);
    }
}
