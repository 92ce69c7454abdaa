package io.efface.http.credentials;

import io.efface.spi.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a file in which a vendor's own tools store profiles. {@code toString} shows no values.
 *
 * @param file path of the file
 * @param names the names of the profiles in the file
 * @param fields function that returns the texts of a profile by their keys; it throws {@link InvalidProfileException} for a profile that
 *     the vendor's tools read in different ways
 * @param reader function that creates a key from a profile
 * @param program function that returns the command line of a program that prints the key, or empty if the profile names no program
 * @param <C> type of the vendor's keys
 */
public record ProfileFile<C>(
        Path file,
        Set<String> names,
        Function<String, Map<String, String>> fields,
        Function<Profile, C> reader,
        Function<Profile, Optional<String>> program) {
    /** Creates a file whose profiles name no programs. */
    public ProfileFile(
            Path file, Set<String> names, Function<String, Map<String, String>> fields, Function<Profile, C> reader) {
        this(file, names, fields, reader, profile -> Optional.empty());
    }

    /**
     * Reads an ini file. A file that does not exist has no profiles.
     *
     * @throws InvalidProfileException if the file cannot be read
     */
    public static <C> ProfileFile<C> ini(Path file, IniProfiles.Syntax syntax, Function<Profile, C> reader) {
        IniProfiles sections = IniProfiles.read(file, syntax);
        return new ProfileFile<>(file, sections.names(), sections::section, reader);
    }

    /**
     * Returns the path in an environment variable, or empty if the variable is not set.
     *
     * @throws InvalidProfileException if the value of the variable is not a path
     */
    public static Optional<Path> named(String variable, Function<String, Optional<String>> environment) {
        try {
            return environment.apply(variable).map(Path::of);
        } catch (InvalidPathException e) {
            throw new InvalidProfileException("the environment variable " + variable + " does not contain a path");
        }
    }

    /**
     * Returns the key of a profile. A profile that is in several files is rejected, because the vendor's tools disagree about which file
     * comes first.
     *
     * @throws InvalidProfileException if the profile is in no file or in several files, or does not contain a key
     */
    public static <C> C key(String name, List<ProfileFile<C>> files) {
        ProfileFile<C> found = fileWith(name, files);
        return found.reader.apply(found.profile(name));
    }

    /**
     * Returns the program that a profile names instead of a key, or empty if the profile names no program.
     *
     * @throws InvalidProfileException if the profile is in no file or in several files, or its command line is invalid
     */
    public static <C> Optional<CredentialsCommand> program(String name, List<ProfileFile<C>> files) {
        ProfileFile<C> found = fileWith(name, files);
        Profile profile = found.profile(name);
        try {
            return found.program
                    .apply(profile)
                    .map(CredentialsCommand::parse)
                    .map(command -> command.namedBy("profile " + name));
        } catch (InvalidProfileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw profile.unusable("names a program whose command line " + e.getMessage());
        }
    }

    private Profile profile(String name) {
        return new Profile(name, file, fields.apply(name));
    }

    private static <C> ProfileFile<C> fileWith(String name, List<ProfileFile<C>> files) {
        List<ProfileFile<C>> filesWithProfile =
                files.stream().filter(each -> each.names.contains(name)).toList();
        if (filesWithProfile.size() > 1) {
            throw new InvalidProfileException(
                    "profile " + name + " is both in " + paths(filesWithProfile, " and in ") + "; rename one");
        }
        if (filesWithProfile.isEmpty()) {
            Set<String> known = new TreeSet<>();
            files.forEach(each -> known.addAll(each.names));
            throw new InvalidProfileException("profile " + name + " is neither in " + paths(files, " nor in ")
                    + (known.isEmpty() ? ", which contain no profiles" : "; they contain " + String.join(", ", known)));
        }
        return filesWithProfile.get(0);
    }

    private static <C> String paths(List<ProfileFile<C>> files, String between) {
        return files.stream().map(each -> each.file.toString()).collect(Collectors.joining(between));
    }

    @Override
    public String toString() {
        return "ProfileFile[" + file + "]";
    }

    /**
     * One profile of a file. {@code toString} shows no values.
     *
     * @param name the name of the profile in the file
     * @param file path of the file
     * @param fields the texts of the profile by their keys
     */
    public record Profile(String name, Path file, Map<String, String> fields) {
        /** Returns the text of a field, or an empty text if the field is missing. */
        public String text(String field) {
            return fields.getOrDefault(field, "");
        }

        /**
         * Returns the key in the fields.
         *
         * @param tokenField name of the field with the token, or null for a key without a token
         * @throws InvalidProfileException if a field is missing or blank, or its value cannot be part of a key
         */
        public <C> C key(
                String idField, String secretField, @Nullable String tokenField, KeyType.Constructor<C> constructor) {
            List<String> missing = new ArrayList<>(List.of(idField, secretField));
            if (tokenField != null) {
                missing.add(tokenField);
            }
            missing.removeIf(field -> !text(field).isBlank());
            if (!missing.isEmpty()) {
                throw unusable("has no " + String.join(" and no ", missing));
            }
            try {
                Secret token = tokenField == null ? null : new Secret(text(tokenField));
                return constructor.key(text(idField), new Secret(text(secretField)), token);
            } catch (IllegalArgumentException e) {
                throw unusable("does not contain a key: " + e.getMessage());
            }
        }

        /**
         * Checks that no field other than {@code tokenField} contains a session token, because that token would not be read. A field is
         * recognized as a session token by the letters of its name alone, in upper or lower case.
         *
         * @throws InvalidProfileException if there is such a field
         */
        public void checkTokenName(String tokenField) {
            Stream<String> given =
                    fields.keySet().stream().filter(field -> !text(field).isBlank());
            KeyFieldNames.unreadToken(given, tokenField).ifPresent(field -> {
                throw unusable(
                        "has the field " + field + ", which is not read; the token must be in the field " + tokenField);
            });
        }

        /**
         * Checks that the name of a field is in lower case, because only some of the vendor's tools read the field in another case.
         *
         * @throws InvalidProfileException if the field exists in another case
         */
        public void checkCase(String field) {
            fields.keySet().stream()
                    .filter(given -> given.equalsIgnoreCase(field) && !given.equals(field))
                    .findFirst()
                    .ifPresent(given -> {
                        throw unusable("has the field " + given + ", which some of the vendor's tools read as " + field
                                + " and others do not read; write it in lower case");
                    });
        }

        /** Returns an exception about this profile. */
        public InvalidProfileException unusable(String problem) {
            return new InvalidProfileException("profile " + name + " in " + file + " " + problem);
        }

        @Override
        public String toString() {
            return "Profile[" + name + "]";
        }
    }
}
