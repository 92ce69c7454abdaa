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
 * A file in which a vendor's own tools store profiles, as it was when it was read. It prints without its values.
 *
 * @param file the path
 * @param names the profiles that it holds
 * @param fields returns the texts of a profile by their keys; throws {@link InvalidProfileException} for one that tools read differently
 * @param reader makes a key of a profile
 * @param program returns the command line of a program that prints the key, where a profile names one in place of a key
 * @param <C> the vendor's keys
 */
public record ProfileFile<C>(
        Path file,
        Set<String> names,
        Function<String, Map<String, String>> fields,
        Function<Profile, C> reader,
        Function<Profile, Optional<String>> program) {
    /** Makes a file whose profiles name no programs. */
    public ProfileFile(
            Path file, Set<String> names, Function<String, Map<String, String>> fields, Function<Profile, C> reader) {
        this(file, names, fields, reader, profile -> Optional.empty());
    }

    /**
     * Reads an ini file; one that does not exist holds no profile.
     *
     * @throws InvalidProfileException if it cannot be read
     */
    public static <C> ProfileFile<C> ini(Path file, IniProfiles.Syntax syntax, Function<Profile, C> reader) {
        IniProfiles sections = IniProfiles.read(file, syntax);
        return new ProfileFile<>(file, sections.names(), sections::section, reader);
    }

    /**
     * Returns the file that an environment variable names, or empty if it is not set.
     *
     * @throws InvalidProfileException if its value is not a path
     */
    public static Optional<Path> named(String variable, Function<String, Optional<String>> environment) {
        try {
            return environment.apply(variable).map(Path::of);
        } catch (InvalidPathException e) {
            throw new InvalidProfileException("the environment variable " + variable + " does not hold a path");
        }
    }

    /**
     * Returns the key of a profile. A name in several files is rejected, because a vendor's tools disagree which file comes first.
     *
     * @throws InvalidProfileException if the profile is in no file, in several, or does not hold a key
     */
    public static <C> C key(String name, List<ProfileFile<C>> files) {
        ProfileFile<C> found = holder(name, files);
        return found.reader.apply(found.profile(name));
    }

    /**
     * Returns the program that a profile names in place of a key, or empty if it names none.
     *
     * @throws InvalidProfileException if the profile is in no file, in several, or names a program that cannot be run
     */
    public static <C> Optional<CredentialsCommand> program(String name, List<ProfileFile<C>> files) {
        ProfileFile<C> found = holder(name, files);
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

    private static <C> ProfileFile<C> holder(String name, List<ProfileFile<C>> files) {
        List<ProfileFile<C>> holding =
                files.stream().filter(each -> each.names.contains(name)).toList();
        if (holding.size() > 1) {
            throw new InvalidProfileException(
                    "profile " + name + " is both in " + paths(holding, " and in ") + "; rename one");
        }
        if (holding.isEmpty()) {
            Set<String> known = new TreeSet<>();
            files.forEach(each -> known.addAll(each.names));
            throw new InvalidProfileException("profile " + name + " is neither in " + paths(files, " nor in ")
                    + (known.isEmpty() ? ", which hold none" : "; they hold " + String.join(", ", known)));
        }
        return holding.get(0);
    }

    private static <C> String paths(List<ProfileFile<C>> files, String between) {
        return files.stream().map(each -> each.file.toString()).collect(Collectors.joining(between));
    }

    @Override
    public String toString() {
        return "ProfileFile[" + file + "]";
    }

    /**
     * One profile of a file. It prints without its values.
     *
     * @param name its name in the file
     * @param file the path
     * @param fields its texts by their keys
     */
    public record Profile(String name, Path file, Map<String, String> fields) {
        /** Returns a text, empty if it is missing. */
        public String text(String field) {
            return fields.getOrDefault(field, "");
        }

        /**
         * Returns the key that the fields hold.
         *
         * @param tokenField the field of the token, or null for a key without one
         * @throws InvalidProfileException if a field is missing or blank, or cannot be part of a key
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
                throw unusable("does not hold a key: " + e.getMessage());
            }
        }

        /**
         * Checks that there is no session token under another name than its own, since it would be dropped. A name may have dashes and
         * capitals.
         *
         * @throws InvalidProfileException if there is one
         */
        public void checkTokenName(String tokenField) {
            Stream<String> given =
                    fields.keySet().stream().filter(field -> !text(field).isBlank());
            KeyFieldNames.unreadToken(given, tokenField).ifPresent(field -> {
                throw unusable("has the field " + field + ", which is not read; a token's name is " + tokenField);
            });
        }

        /**
         * Checks that a field is written as all of a vendor's tools read it: in lower case.
         *
         * @throws InvalidProfileException if there is the field in another case
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

        /** Returns the error for this profile. */
        public InvalidProfileException unusable(String problem) {
            return new InvalidProfileException("profile " + name + " in " + file + " " + problem);
        }

        @Override
        public String toString() {
            return "Profile[" + name + "]";
        }
    }
}
