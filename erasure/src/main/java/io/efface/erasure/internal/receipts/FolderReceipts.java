package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Receipts;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The receipts of a job in a folder with the files that {@link Receipts#export} writes. Another program may have changed the files. */
public final class FolderReceipts implements ReceiptsSource {
    static final String EVENTS = "events.ndjson";
    static final String SEALS = "seals.ndjson";
    static final String SIGNATURES = "signatures.base64";
    static final String PUBLIC = "public.pem";

    private final Lines events;
    private final Lines seals;
    private final Lines signatures;

    private FolderReceipts(Lines events, Lines seals, Lines signatures) {
        this.events = events;
        this.seals = seals;
        this.signatures = signatures;
    }

    static FolderReceipts open(Path folder) throws IOException {
        Lines events = Lines.open(folder.resolve(EVENTS));
        Lines seals = null;
        Lines signatures = null;
        try {
            seals = Lines.open(folder.resolve(SEALS));
            signatures = Lines.open(folder.resolve(SIGNATURES));
            return new FolderReceipts(events, seals, signatures);
        } finally {
            if (signatures == null) {
                events.close();
                if (seals != null) {
                    seals.close();
                }
            }
        }
    }

    /** Returns the next event. The event's number is the offset of its first byte in the file. */
    @Override
    public @Nullable Line nextEvent() throws IOException {
        long offset = events.position();
        byte[] line = events.next();
        return line == null ? null : new Line(line.length == 0 ? null : line, offset, null, null);
    }

    /** Reads an event of a folder a second time. The event's number is the offset of its first byte in the file. */
    static final class EventFile implements FaceFold.EventSource, Closeable {
        private final RandomAccessFile file;
        private final byte[] block = new byte[1024];

        EventFile(Path folder) throws IOException {
            this.file = new RandomAccessFile(folder.resolve(EVENTS).toFile(), "r");
        }

        @Override
        public byte[] at(long seq) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(block.length);
            file.seek(seq);
            for (int count = file.read(block); count > 0; count = file.read(block)) {
                int end = 0;
                while (end < count && block[end] != '\n') {
                    end++;
                }
                line.write(block, 0, end);
                if (end < count) {
                    break;
                }
            }
            return line.toByteArray();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public @Nullable Signed nextSeal() throws IOException {
        byte[] line = seals.next();
        byte[] signature = signatures.next();
        if (line == null && signature == null) {
            return null;
        }
        return new Signed(
                line == null ? new byte[0] : withoutLineFeed(line),
                signature == null ? null : decoded(signature),
                seal -> true);
    }

    private static byte @Nullable [] decoded(byte[] line) {
        try {
            return Base64.getDecoder().decode(withoutLineFeed(line));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] withoutLineFeed(byte[] line) {
        boolean ends = line.length > 0 && line[line.length - 1] == '\n';
        return ends ? Arrays.copyOf(line, line.length - 1) : line;
    }

    @Override
    public @Nullable String macFingerprint() {
        return null;
    }

    @Override
    public @Nullable EventMac mac(MacKey key) {
        return null;
    }

    @Override
    public OptionalLong lastEvent() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isForThisJob(Seal seal) {
        return true;
    }

    @Override
    public void close() throws IOException {
        try (events;
                seals;
                signatures) {
            // Closes all three files, even if closing one of them fails.
        }
    }

    /** Reads the lines of a file. Only a line feed ends a line. */
    static final class Lines implements Closeable {
        /**
         * The maximum length of a line in bytes. Every event and seal is shorter. The limit keeps a changed file from filling the memory.
         */
        private static final int MAX_LINE_LENGTH = 1 << 20;

        private final InputStream in;
        private long position;

        private Lines(InputStream in) {
            this.in = in;
        }

        static Lines open(Path file) throws IOException {
            return new Lines(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        }

        /** Returns the offset of the next line's first byte. */
        long position() {
            return position;
        }

        /**
         * Returns the next line with its line feed, which the last line of the file may lack. Returns an empty array if the line is too
         * long, and null after the last line.
         */
        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            int next = in.read();
            if (next < 0) {
                return null;
            }
            while (next >= 0) {
                if (line.size() == MAX_LINE_LENGTH) {
                    return new byte[0];
                }
                line.write(next);
                position++;
                if (next == '\n') {
                    break;
                }
                next = in.read();
            }
            return line.toByteArray();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Implements {@link Receipts#verify(SealKey, Path)}. */
    public static ReceiptsCheck check(SealKey key, Path folder) {
        try (ReceiptsSource source = open(folder);
                EventFile events = new EventFile(folder);
                EventFold fold = new EventFold(0, false)) {
            return new ReceiptsVerifier(key, null, source, new EventTotals(fold, events)).check();
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "cannot read receipts from the folder " + folder.toAbsolutePath() + "; it must contain " + EVENTS
                            + ", " + SEALS + " and " + SIGNATURES,
                    e);
        }
    }
}
