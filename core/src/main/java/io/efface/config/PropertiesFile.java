package io.efface.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A source of entries from a {@code .properties} file in UTF-8. Each entry has the number of its line. */
final class PropertiesFile implements Source {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;

    PropertiesFile(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void read(Set<String> accountKeys, Problems problems, Consumer<Entry> entries) {
        String text;
        try {
            text = SmallFile.read(file, MOST_BYTES);
        } catch (SmallFile.Unreadable e) {
            problems.add(file.toString(), e.reason());
            return;
        }
        Optional<String> otherFormat = OtherFormat.of(file, text);
        if (otherFormat.isPresent()) {
            problems.add(file.toString(), otherFormat.get());
            return;
        }
        Map<String, Integer> firstLines = new HashMap<>();
        new PropertiesText(text).read(new PropertiesText.Lines() {
            @Override
            public void entry(int line, String key, String value) {
                Place place = Place.line(file, line);
                if (!Keys.isOurs(key)) {
                    Keys.nearMiss(key).ifPresent(problem -> problems.add(place.text(), key, problem));
                    return;
                }
                Integer first = firstLines.putIfAbsent(key, line);
                if (first != null) {
                    problems.add(place.text(), key, "the key is given twice, first in line " + first);
                } else {
                    entries.accept(new Entry(key, value, place));
                }
            }

            @Override
            public void unusable(int line, String key, String problem) {
                if (Keys.isOurs(key)) {
                    problems.addUnusable(Place.line(file, line).text(), key, problem);
                }
            }

            @Override
            public void malformed(int line, String problem) {
                problems.add(Place.line(file, line).text(), problem);
            }
        });
    }
}
