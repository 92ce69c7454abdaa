package io.efface.cli.process;

import java.nio.file.Path;

/**
 * The configuration file that the command reads.
 *
 * @param path path of the file, which need not exist
 * @param namedBy the option or variable that names the file, or the name of the default file
 */
public record ConfigFile(Path path, String namedBy) {
    /**
     * Returns the path.
     *
     * @throws UsageException if the path is a folder or the file does not exist
     */
    Path existing() {
        return OptionPaths.file(namedBy, path);
    }
}
