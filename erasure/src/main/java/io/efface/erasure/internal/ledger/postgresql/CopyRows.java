package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.TargetState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows in the binary format of COPY, as PostgreSQL's documentation of COPY describes it. For one thread. */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final DataOutputStream data = new DataOutputStream(bytes);
    private boolean isEmpty = true;

    private interface Writing {
        void run() throws IOException;
    }

    private CopyRows write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** Begins a row. */
    CopyRows row(int columns) {
        return write(() -> {
            if (isEmpty) {
                data.write(SIGNATURE);
                data.writeInt(0);
                data.writeInt(0);
                isEmpty = false;
            }
            data.writeShort(columns);
        });
    }

    /** Adds a value of the type {@code bigint}. */
    CopyRows bigint(long value) {
        return write(() -> {
            data.writeInt(Long.BYTES);
            data.writeLong(value);
        });
    }

    /** Adds a value of the type {@code integer}. */
    CopyRows integer(@Nullable Integer value) {
        return write(() -> {
            if (value == null) {
                data.writeInt(NULL);
            } else {
                data.writeInt(Integer.BYTES);
                data.writeInt(value);
            }
        });
    }

    /** Adds a value of the type {@code smallint}. */
    CopyRows state(TargetState state) {
        return write(() -> {
            data.writeInt(Short.BYTES);
            data.writeShort(state.code());
        });
    }

    /** Adds the name of a constant as a value of the type {@code text}. */
    CopyRows text(@Nullable Enum<?> constant) {
        return bytes(constant == null ? null : constant.name().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a value of the type {@code bytea}. */
    CopyRows bytes(byte @Nullable [] value) {
        return write(() -> {
            if (value == null) {
                data.writeInt(NULL);
            } else {
                data.writeInt(value.length);
                data.write(value);
            }
        });
    }

    /** Sends all rows and the end of the data. */
    void writeTo(CopyIn copy) throws SQLException, IOException {
        data.writeShort(NULL);
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
    }
}
