package io.efface.erasure.internal.workbook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** Reads a part of a zip file, and checks its size and its checksum. For one thread. */
final class CheckedPart extends FilterInputStream {
    private final CRC32 checksum = new CRC32();
    private final long maxSize;
    private long size;

    /**
     * Starts to read a part.
     *
     * @param in the part, which the caller closes
     * @param maxSize the maximum number of bytes. More bytes cause a {@link TooLarge}
     */
    CheckedPart(InputStream in, long maxSize) {
        super(in);
        this.maxSize = maxSize;
    }

    /** The part has more bytes than it may have. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            checksum.update(bytes, offset, count);
            size += count;
            if (size > maxSize) {
                throw new TooLarge();
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    /** Does nothing, because an XML parser closes its stream before the rest of the part was read. */
    @Override
    public void close() {}

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Reads the rest of the part.
     *
     * @throws ZipException if the part does not have the expected size or checksum
     */
    void finish(long expectedSize, long expectedChecksum) throws IOException {
        byte[] rest = new byte[8192];
        while (read(rest, 0, rest.length) >= 0) {
            // The bytes are only counted.
        }
        if (size != expectedSize || checksum.getValue() != expectedChecksum) {
            throw new ZipException("a part has another size or checksum");
        }
    }

    /** Returns the number of bytes read so far. */
    long size() {
        return size;
    }
}
