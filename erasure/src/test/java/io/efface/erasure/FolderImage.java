package io.efface.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Describes the content of a folder, so that a test can detect changes of names, file types, permissions, times and bytes. */
final class FolderImage {
    private FolderImage() {}

    static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> image = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(each -> image.put(folder.relativize(each).toString(), described(each)));
        }
        return image;
    }

    private static String described(Path path) {
        try {
            String content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? HexFormat.of().formatHex(Files.readAllBytes(path))
                    : "";
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)) + " "
                    + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " " + content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
