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
 * The numbers of events, sorted by target. An instance keeps up to a million numbers in memory. Each full million is sorted and written to
 * a temporary file, and a reader merges these files. For one thread.
 */
final class EventsByTarget implements Closeable {
    private static final int INDEX_BITS = 20;
    private static final int RUN_SIZE = 1 << INDEX_BITS;

    /**
     * Sort keys: the high bits are the target, the low {@link #INDEX_BITS} bits are the index in {@link #events}. Sorted keys are in the
     * order of the targets, and the keys of one target are in the order in which its events were added.
     */
    private long[] keys = new long[16];

    private long[] events = new long[16];
    private int size;
    private final List<Path> files = new ArrayList<>();

    /**
     * Adds the number of an event.
     *
     * @param target the event's target, at most {@link Integer#MAX_VALUE}
     * @param seq the event's number, greater than the number that was added before
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
        if (size == RUN_SIZE) {
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
                    out.writeLong(events[(int) keys[i] & RUN_SIZE - 1]);
                }
            }
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "cannot write a temporary file to " + System.getProperty("java.io.tmpdir")
                            + "; the check of a job with more than a million events about faces needs one; nothing was changed",
                    e);
        }
        size = 0;
    }

    /** Returns a reader that starts at the first target. The reader does not see numbers that are added later. */
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

    /** Reads the events of each target, in the order of the targets. For one thread. */
    static final class Reader implements Closeable {
        private final List<Run> runs = new ArrayList<>();
        private final PriorityQueue<Run> queue = new PriorityQueue<>(
                Comparator.comparingLong((Run run) -> run.target).thenComparingLong(run -> run.seq));

        private void add(Run run) throws IOException {
            runs.add(run);
            advance(run);
        }

        private void advance(Run run) throws IOException {
            if (run.next()) {
                queue.add(run);
            }
        }

        /**
         * Returns the numbers of a target's events, the oldest event first.
         *
         * @param target a target whose number is greater than that of the previous call
         */
        long[] of(long target) throws IOException {
            long[] numbers = new long[4];
            int count = 0;
            for (Run run = queue.peek(); run != null && run.target <= target; run = queue.peek()) {
                queue.remove();
                if (run.target == target) {
                    numbers = count == numbers.length ? Arrays.copyOf(numbers, count * 2) : numbers;
                    numbers[count] = run.seq;
                    count++;
                }
                advance(run);
            }
            return Arrays.copyOf(numbers, count);
        }

        @Override
        public void close() throws IOException {
            for (Run run : runs) {
                run.close();
            }
        }
    }

    /** A sorted part of the numbers: a temporary file, or the numbers in memory. */
    private final class Run implements Closeable {
        private final @Nullable DataInputStream in;
        private final int end = size;
        private int index;
        private long target;
        private long seq;

        Run(@Nullable DataInputStream in) {
            this.in = in;
        }

        /** Reads the next event into {@link #target} and {@link #seq}; returns false after the last event. */
        boolean next() throws IOException {
            if (in == null) {
                if (index == end) {
                    return false;
                }
                target = keys[index] >> INDEX_BITS;
                seq = events[(int) keys[index] & RUN_SIZE - 1];
                index++;
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
