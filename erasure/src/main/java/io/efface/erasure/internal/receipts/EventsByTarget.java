package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of events by target. It sorts them on disk: once a million are in memory, it writes them, sorted, to a temporary file of
 * numbers, and a reader merges these files. For one thread.
 */
final class EventsByTarget implements Closeable {
    private static final int INDEX_BITS = 20;
    private static final int RUN = 1 << INDEX_BITS;

    /** The target, and behind it the place in {@link #events}: sorting these sorts by target and then by order of arrival. */
    private long[] keys = new long[16];

    private long[] events = new long[16];
    private int size;
    private final List<Path> files = new ArrayList<>();

    /**
     * Adds an event.
     *
     * @param target its target, at most {@link Integer#MAX_VALUE}
     * @param seq greater than that of the event added before
     * @throws ErasureException of reason {@code INPUT} if a temporary file cannot be written
     */
    void add(long target, long seq) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            events = Arrays.copyOf(events, size * 2);
        }
        keys[size] = target << INDEX_BITS | size;
        events[size] = seq;
        size++;
        if (size == RUN) {
            write();
        }
    }

    private void write() {
        Arrays.sort(keys, 0, size);
        try {
            Path file = Files.createTempFile("efface-receipts", ".sorted");
            files.add(file);
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
                for (int i = 0; i < size; i++) {
                    out.writeInt((int) (keys[i] >> INDEX_BITS));
                    out.writeLong(events[(int) keys[i] & RUN - 1]);
                }
            }
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "no temporary file can be written in " + System.getProperty("java.io.tmpdir")
                            + ", which checking a job with more than a million events about faces needs; nothing was changed",
                    e);
        }
        size = 0;
    }

    /** Reads the events from the first target on; events that are added later do not appear. */
    Reader read() throws IOException {
        Arrays.sort(keys, 0, size);
        Reader reader = new Reader();
        try {
            for (Path file : files) {
                reader.add(new Run(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))));
            }
            reader.add(new Run(null));
        } catch (IOException e) {
            reader.close();
            throw e;
        }
        return reader;
    }

    /** Deletes the temporary files. */
    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        files.clear();
    }

    /** Reads the events of one target after the other, in the order of the targets. For one thread. */
    static final class Reader implements Closeable {
        private final List<Run> runs = new ArrayList<>();
        private final PriorityQueue<Run> next = new PriorityQueue<>(
                Comparator.comparingLong((Run run) -> run.target).thenComparingLong(run -> run.seq));

        private void add(Run run) throws IOException {
            runs.add(run);
            advance(run);
        }

        private void advance(Run run) throws IOException {
            if (run.next()) {
                next.add(run);
            }
        }

        /**
         * Returns the events of a target, the oldest first.
         *
         * @param target greater than the one before
         */
        long[] of(long target) throws IOException {
            long[] found = new long[4];
            int count = 0;
            for (Run run = next.peek(); run != null && run.target <= target; run = next.peek()) {
                next.remove();
                if (run.target == target) {
                    found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                    found[count] = run.seq;
                    count++;
                }
                advance(run);
            }
            return Arrays.copyOf(found, count);
        }

        @Override
        public void close() throws IOException {
            for (Run run : runs) {
                run.close();
            }
        }
    }

    /** One sorted part: a file, or what is in memory. */
    private final class Run implements Closeable {
        private final @Nullable DataInputStream in;
        private final int end = size;
        private int place;
        private long target;
        private long seq;

        Run(@Nullable DataInputStream in) {
            this.in = in;
        }

        /** Reads the next event; returns whether there was one. */
        boolean next() throws IOException {
            if (in == null) {
                if (place == end) {
                    return false;
                }
                target = keys[place] >> INDEX_BITS;
                seq = events[(int) keys[place] & RUN - 1];
                place++;
                return true;
            }
            try {
                target = in.readInt();
            } catch (EOFException e) {
                return false;
            }
            seq = in.readLong();
            return true;
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
            }
        }
    }
}
