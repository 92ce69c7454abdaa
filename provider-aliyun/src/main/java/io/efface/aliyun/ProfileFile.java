package io.efface.aliyun;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small text file in the user's home folder. */
final class ProfileFile {
    private static final int LARGEST = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ProfileFile() {}

    /**
     * Returns the text without a byte order mark, empty if there is no such file.
     *
     * @throws UnusableProfile if it cannot be read, or has more than 1 MiB
     */
    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UnusableProfile(file + " has more than 1 MiB");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UnusableProfile(file + " cannot be read");
        }
    }
}
