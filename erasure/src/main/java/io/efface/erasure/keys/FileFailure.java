package io.efface.erasure.keys;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Explains file errors to an operator in one sentence: the cause, and what to do. */
public final class FileFailure {
    /** The explanation if a file or directory cannot be written. */
    public static final String READ_ONLY =
            "the file or its directory is read-only; make both writable, or copy the directory to a writable disk";

    /** The free space below which a disk counts as full, in bytes. */
    private static final long FULL_BYTES = 64L << 10;

    private FileFailure() {}

    /**
     * Returns the cause of a file error and its remedy.
     *
     * @param place the file, or its directory
     */
    public static String sentence(IOException e, Path place) {
        if (e instanceof AccessDeniedException) {
            return "access is denied; check the permissions of the file and its directory";
        }
        if (e instanceof NoSuchFileException) {
            return "a file or directory does not exist";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of this name exists";
        }
        if (isFull(e, place)) {
            return "the disk is full; free some space, then repeat the command";
        }
        return isReadOnly(place) ? READ_ONLY : "the system reports: " + reason(e);
    }

    /** Returns the operating system's reason, a fixed text that does not contain the file's name. */
    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException system ? system.getReason() : null;
        return reason != null ? reason : e.getClass().getSimpleName();
    }

    private static boolean isFull(IOException e, Path place) {
        String reported = String.valueOf(e.getMessage());
        // The text may not be in English. Therefore the free space is checked, too.
        if (reported.contains("No space left") || reported.contains("quota exceeded")) {
            return true;
        }
        try {
            Path existing = existing(place);
            return existing != null
                    && !isReadOnly(place)
                    && Files.getFileStore(existing).getUsableSpace() < FULL_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean isReadOnly(Path place) {
        Path existing = existing(place);
        return existing != null && !Files.isWritable(existing);
    }

    private static @Nullable Path existing(Path place) {
        Path path = place.toAbsolutePath();
        while (path != null && !Files.exists(path)) {
            path = path.getParent();
        }
        return path;
    }
}
