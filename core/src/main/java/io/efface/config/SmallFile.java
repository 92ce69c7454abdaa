package io.efface.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a whole text file with a size limit. */
final class SmallFile {
    private SmallFile() {}

    /**
     * Returns the text without a byte order mark.
     *
     * @throws Unreadable if the file cannot be read; the message does not contain the text
     */
    static String read(Path file, int mostBytes) throws Unreadable {
        byte[] bytes = bytes(file, mostBytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("the file is not UTF-8 text");
        }
    }

    private static byte[] bytes(Path file, int mostBytes) throws Unreadable {
        if (Files.isDirectory(file)) {
            throw new Unreadable("this is a folder, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new Unreadable("the file is larger than " + mostBytes / 1024 + " KiB");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new Unreadable("the file does not exist");
        } catch (AccessDeniedException e) {
            throw new Unreadable("this user has no permission to read the file");
        } catch (IOException | SecurityException e) {
            throw new Unreadable("the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The exception for a file that cannot be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
