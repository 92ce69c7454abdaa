package io.efface.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that the classes and methods named in the map of {@code docs/design.md} exist, and that each package has a description. */
class DesignPageTest {
    private static final Path PAGE = Path.of("..", "docs", "design.md");

    /** A class or method in the text: {@code run.EraseStep.process}, {@code io.efface.http.SigningRecord}, {@code ledger.Targets}. */
    private static final Pattern CODE = Pattern.compile("`((?:[a-z]+\\.)*)([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w*))?`");

    /** The text in a path of the map that names a package. In this path, short names of classes omit the name of this package. */
    private static final Pattern PACKAGE = Pattern.compile("packages of `([a-z.]+)`");

    /** The beginning of a path of the map: a title in bold. */
    private static final Pattern TITLES = Pattern.compile("(?m)^(?=\\*\\*)");

    private static final int MOST_PLACES = 8;

    /** A class or method that the map names. */
    private record Place(
            String packageName, String type, @Nullable String member) {
        @Nullable Path fileOf(List<Path> sources) {
            String end = "/" + packageName.replace('.', '/') + type + ".java";
            return sources.stream()
                    .filter(source -> slashes(source).endsWith(end))
                    .findFirst()
                    .orElse(null);
        }

        boolean exists(List<Path> sources) throws IOException {
            Path file = fileOf(sources);
            return file != null
                    && (member == null
                            || Pattern.compile("\\b" + member + "\\(")
                                    .matcher(Files.readString(file))
                                    .find());
        }
    }

    @Test
    void map_everyPlace_existsInTheSources() throws IOException {
        List<Path> sources = sources();
        Set<Place> missing = new LinkedHashSet<>();
        for (Place place : places(map())) {
            if (!place.exists(sources)) {
                missing.add(place);
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void map_eachPath_namesAtMostEightPlaces() throws IOException {
        List<String> paths = paths(map());

        assertThat(paths).hasSize(5);
        assertThat(paths).allSatisfy(path -> {
            List<Integer> steps = Pattern.compile("(?m)^(\\d+)\\. ")
                    .matcher(path)
                    .results()
                    .map(step -> Integer.valueOf(step.group(1)))
                    .toList();
            assertThat(steps)
                    .isEqualTo(IntStream.rangeClosed(1, steps.size()).boxed().toList());
            assertThat(places(path)).hasSizeBetween(steps.size(), MOST_PLACES);
        });
    }

    @Test
    void exists_typeOrMethodOfAnotherName_isFalse() throws IOException {
        List<Path> sources = sources();

        assertThat(places("see `io.efface.http.Exchange.onResponse`"))
                .singleElement()
                .satisfies(place -> assertThat(place.exists(sources)).isTrue());
        assertThat(places(
                        "see `io.efface.http.Exchanges`, `io.efface.http.Exchange.onMoon`, `io.efface.moon.Exchange`"))
                .hasSize(3)
                .allSatisfy(place -> assertThat(place.exists(sources)).isFalse());
    }

    @Test
    void package_ofTheMainCode_hasAPackageInfo() throws IOException {
        Set<Path> packages = sources().stream().map(Path::getParent).collect(Collectors.toSet());

        assertThat(packages).hasSizeGreaterThan(30);
        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("/**"));
    }

    private static String map() throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf("\n## The map"), page.indexOf("\n## Terms"));
    }

    private static List<String> paths(String map) {
        return TITLES.splitAsStream(map).skip(1).toList();
    }

    private static Set<Place> places(String text) {
        Set<Place> places = new LinkedHashSet<>();
        for (String path : TITLES.splitAsStream(text).toList()) {
            Matcher named = PACKAGE.matcher(path);
            String prefix = named.find() ? named.group(1) + "." : "";
            for (Matcher code = CODE.matcher(path); code.find(); ) {
                String packageName = code.group(1);
                boolean isShort = !packageName.isEmpty() && !packageName.startsWith("io.efface.");
                places.add(new Place(isShort ? prefix + packageName : packageName, code.group(2), code.group(3)));
            }
        }
        return places;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> slashes(file).matches(".*/src/main/java/.*\\.java"))
                    .filter(file -> !slashes(file).contains("/target/"))
                    .toList();
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
