package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.keys.Digests;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * A digest of detached faces that does not depend on their order: the sum of a SHA-256 for each target and face, modulo 2^256. The rows
 * of the ledger and the events of the receipts are compared by it without being sorted. For one thread.
 */
public final class DetachedSum {
    private static final int BITS = 256;

    private final MessageDigest sha256 = Digests.sha256();
    private BigInteger sum = BigInteger.ZERO;

    /** Adds a face, of which the two sides have one each. */
    public void add(long target, byte[] hash) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(target).flip());
        add(new BigInteger(1, sha256.digest(hash)));
    }

    /** Adds the faces of another sum. */
    public void add(BigInteger other) {
        BigInteger more = sum.add(other);
        sum = more.bitLength() > BITS ? more.clearBit(BITS) : more;
    }

    public boolean isEmpty() {
        return sum.signum() == 0;
    }

    public boolean isSameAs(DetachedSum other) {
        return sum.equals(other.sum);
    }

    /** Returns the sum in hex. */
    public String hex() {
        return sum.toString(16);
    }
}
