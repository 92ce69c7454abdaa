package io.efface.cli.command;

import io.efface.cli.process.Message;
import io.efface.spi.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets of a valid configuration in files that other users of the machine can read. */
public final class ConfigurationReview {
    private static final Pattern FILE_REFERENCE = Pattern.compile("\\$\\{file:([^}]*)}");
    private static final Set<PosixFilePermission> OTHERS_READ =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path file;
    private final Properties entries;

    private ConfigurationReview(Path file, Properties entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Reads the configuration file again. If the file cannot be read now, there are no warnings. */
    public static ConfigurationReview of(Path file) {
        Properties entries = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            entries.load(in);
        } catch (IOException | IllegalArgumentException e) {
            entries.clear();
        }
        return new ConfigurationReview(file, entries);
    }

    /** Returns a review without warnings, for a configuration that has no file. */
    static ConfigurationReview ofNoFile() {
        return new ConfigurationReview(Path.of(""), new Properties());
    }

    /** Returns warnings about one account, one sentence each. No warning contains a value. */
    public List<Message> warnings(String account, List<Setting> settings) {
        List<Message> warnings = new ArrayList<>();
        for (Setting setting : settings) {
            String key = "efface.accounts." + account + "." + setting.key();
            String value = entries.getProperty(key);
            if (setting.secret() && value != null) {
                addWarnings(key, value, warnings);
            }
        }
        return List.copyOf(warnings);
    }

    private void addWarnings(String key, String value, List<Message> warnings) {
        if (!value.replace("$${", "").contains("${")) {
            if (isReadableByOthers(file)) {
                warnings.add(Message.of(
                        "{0} holds {1} and other users can read the file; chmod 600 makes it private", file, key));
            }
            return;
        }
        Matcher reference = FILE_REFERENCE.matcher(value);
        while (reference.find()) {
            secretFile(reference.group(1))
                    .filter(ConfigurationReview::isReadableByOthers)
                    .ifPresent(secret -> warnings.add(Message.of(
                            "{0} holds a secret and other users can read the file; chmod 600 makes it private",
                            secret)));
        }
    }

    private Optional<Path> secretFile(String path) {
        try {
            return Optional.of(file.toAbsolutePath().resolveSibling(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isReadableByOthers(Path path) {
        try {
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            permissions.addAll(Files.getPosixFilePermissions(path));
            permissions.retainAll(OTHERS_READ);
            return !permissions.isEmpty();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
