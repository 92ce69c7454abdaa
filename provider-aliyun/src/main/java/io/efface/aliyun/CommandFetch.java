package io.efface.aliyun;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.CredentialsCommand;
import io.efface.http.CredentialsFetch;
import io.efface.http.Expiring;
import io.efface.http.PrintedKey;
import java.time.Clock;

/** Gets credentials from a program. Immutable and thread-safe. */
record CommandFetch(CredentialsCommand command, Clock clock) implements CredentialsFetch<AliyunCredentials> {
    @Override
    public Expiring<AliyunCredentials> fetch() throws InterruptedException {
        PrintedKey key = PrintedKey.of(command, clock);
        try {
            return new Expiring<>(new AliyunCredentials(key.id(), key.secret(), key.token()), key.expiresAt());
        } catch (IllegalArgumentException e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.UNAUTHENTICATED)
                    .detail("the program of credentials.command prints what cannot be a key: " + e.getMessage())
                    .build();
        }
    }
}
