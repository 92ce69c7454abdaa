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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The receipts of a job in a folder that {@link Receipts#export} made, or somebody else. */
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

    /** Returns the next event; its number is the place in the file where it begins. */
    @Override
    public @Nullable Line nextEvent() throws IOException {
        long begin = events.position();
        byte[] line = events.next();
        return line == null ? null : new Line(line.length == 0 ? null : line, begin, null, null);
    }

    /** Reads events of a folder again, by the place where they begin. */
    static final class Again implements FaceFold.EventSource, Closeable {
        private final RandomAccessFile file;

        Again(Path folder) throws IOException {
            this.file = new RandomAccessFile(folder.resolve(EVENTS).toFile(), "r");
        }

        @Override
        public byte[] at(long seq) throws IOException {
            file.seek(seq);
            String line = file.readLine();
            return line == null ? new byte[0] : line.getBytes(StandardCharsets.ISO_8859_1);
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
                line == null ? new byte[0] : chopped(line),
                signature == null ? null : decoded(signature),
                seal -> true);
    }

    private static byte @Nullable [] decoded(byte[] line) {
        try {
            return Base64.getDecoder().decode(chopped(line));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] chopped(byte[] line) {
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
    public boolean isOf(Seal seal) {
        return true;
    }

    @Override
    public void close() throws IOException {
        try (events;
                seals;
                signatures) {
            // Closes all, even if one fails.
        }
    }

    /** Lines that end in a line feed and in nothing else. */
    static final class Lines implements Closeable {
        /** No event or seal is as long; whoever makes one so wants memory. */
        private static final int LONGEST = 1 << 20;

        private final InputStream in;
        private long position;

        private Lines(InputStream in) {
            this.in = in;
        }

        static Lines open(Path file) throws IOException {
            return new Lines(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        }

        /** Returns where the next line begins. */
        long position() {
            return position;
        }

        /** Returns a line with its end, if it has one, or nothing at all for one too long; null after the last. */
        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            int one = in.read();
            if (one < 0) {
                return null;
            }
            while (one >= 0) {
                if (line.size() == LONGEST) {
                    return new byte[0];
                }
                line.write(one);
                position++;
                if (one == '\n') {
                    break;
                }
                one = in.read();
            }
            return line.toByteArray();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Does what {@link Receipts#verify(SealKey, Path)} says. */
    public static ReceiptsCheck check(SealKey key, Path folder) {
        try (ReceiptsSource source = open(folder);
                Again events = new Again(folder);
                EventFold fold = new EventFold(0, false)) {
            return new ReceiptsVerifier(key, null, source, new EventTotals(fold, events)).check();
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the folder " + folder.toAbsolutePath() + " does not hold receipts that can be read: " + EVENTS
                            + ", " + SEALS + " and " + SIGNATURES,
                    e);
        }
    }
}
