package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.keys.Digests;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * A digest of detached faces that does not depend on their order: the sum of the SHA-256 of each pair of target and face, modulo 2^256.
 * With this digest, a check compares the detached faces in the ledger with the detached faces in the events, and need not sort them. For
 * one thread.
 */
public final class DetachedSum {
    private static final int BITS = 256;

    private final MessageDigest sha256 = Digests.sha256();
    private BigInteger sum = BigInteger.ZERO;

    /** Adds a detached face. Each face must be added once. */
    public void add(long target, byte[] hash) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(target).flip());
        add(new BigInteger(1, sha256.digest(hash)));
    }

    /** Adds another sum, which must be less than 2^256. */
    public void add(BigInteger other) {
        BigInteger newSum = sum.add(other);
        sum = newSum.bitLength() > BITS ? newSum.clearBit(BITS) : newSum;
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
