package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    /** The size of a block of a temporary file in bytes. The number of an event and its target take 12 bytes. */
    private static final int BLOCK = 12 * 4096;

    /**
     * Sort keys: the high bits are the target, the low {@link #INDEX_BITS} bits are the index in {@link #events}. Sorted keys are in the
     * order of the targets, and the keys of one target are in the order in which its events were added.
     */
    private long[] keys = new long[16];

    private long[] events = new long[16];
    private int size;
    private final List<FileChannel> files = new ArrayList<>();

    /**
     * Adds the number of an event.
     *
     * @param target the event's target, at most {@link Integer#MAX_VALUE}
     * @param seq the event's number, greater than the number that was added before
     * @throws ErasureException of reason {@code TEMPORARY_FILES} if a temporary file cannot be written
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
            // On Unix, this option deletes the name of the file at once, so that no file is left if the process is
            // killed.
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            files.add(channel);
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (int i = 0; i < size; i++) {
                block.putInt((int) (keys[i] >> INDEX_BITS)).putLong(events[(int) keys[i] & RUN_SIZE - 1]);
                if (!block.hasRemaining() || i == size - 1) {
                    block.flip();
                    while (block.hasRemaining()) {
                        channel.write(block);
                    }
                    block.clear();
                }
            }
        } catch (IOException e) {
            throw failure("a temporary file cannot be written", e);
        }
        size = 0;
    }

    private static ErasureException failure(String problem, IOException cause) {
        return new ErasureException(
                Reason.TEMPORARY_FILES,
                problem + " in " + System.getProperty("java.io.tmpdir")
                        + "; the check of a job with more than a million events about faces needs temporary files, and so does a"
                        + " repair. Free space"
                        + " there, or name another folder with java -Djava.io.tmpdir=FOLDER, then repeat the command",
                cause);
    }

    /** Returns a reader that starts at the first target. The reader does not see numbers that are added later. */
    Reader read() {
        Arrays.sort(keys, 0, size);
        Reader reader = new Reader();
        files.forEach(file -> reader.add(new Run(file)));
        reader.add(new Run(null));
        return reader;
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        for (FileChannel file : files) {
            try {
                file.close();
            } catch (IOException e) {
                throw failure("a temporary file cannot be closed", e);
            }
        }
        files.clear();
    }

    /** Reads the events of each target, in the order of the targets. For one thread. */
    static final class Reader {
        private final PriorityQueue<Run> queue = new PriorityQueue<>(
                Comparator.comparingLong((Run run) -> run.target).thenComparingLong(run -> run.seq));

        private void add(Run run) {
            if (run.next()) {
                queue.add(run);
            }
        }

        /**
         * Returns the numbers of a target's events, the oldest event first.
         *
         * @param target a target whose number is greater than the target of the previous call
         */
        long[] of(long target) {
            long[] numbers = new long[4];
            int count = 0;
            for (Run run = queue.peek(); run != null && run.target <= target; run = queue.peek()) {
                queue.remove();
                if (run.target == target) {
                    numbers = count == numbers.length ? Arrays.copyOf(numbers, count * 2) : numbers;
                    numbers[count] = run.seq;
                    count++;
                }
                add(run);
            }
            return Arrays.copyOf(numbers, count);
        }
    }

    /** A sorted part of the numbers: a temporary file, or the numbers in memory. */
    private final class Run {
        private final @Nullable FileChannel file;
        private final ByteBuffer block;
        private final int end = size;
        private long position;
        private int index;
        private long target;
        private long seq;

        Run(@Nullable FileChannel file) {
            this.file = file;
            this.block = ByteBuffer.allocate(file == null ? 0 : BLOCK).limit(0);
        }

        /** Reads the next event into {@link #target} and {@link #seq}; returns false after the last event. */
        boolean next() {
            if (file == null) {
                if (index == end) {
                    return false;
                }
                target = keys[index] >> INDEX_BITS;
                seq = events[(int) keys[index] & RUN_SIZE - 1];
                index++;
                return true;
            }
            if (!block.hasRemaining() && !fill(file)) {
                return false;
            }
            target = block.getInt();
            seq = block.getLong();
            return true;
        }

        private boolean fill(FileChannel from) {
            block.clear();
            try {
                int count = 0;
                while (count >= 0 && block.hasRemaining()) {
                    count = from.read(block, position);
                    position += Math.max(0, count);
                }
            } catch (IOException e) {
                throw failure("a temporary file cannot be read", e);
            }
            block.flip();
            return block.hasRemaining();
        }
    }
}
