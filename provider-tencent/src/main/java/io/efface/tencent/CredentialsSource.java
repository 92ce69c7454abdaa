package io.efface.tencent;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.CredentialsCommand;
import io.efface.http.RefreshPlan;
import io.efface.spi.OpenContext;
import java.util.Optional;

/** Where an account's credentials come from. Immutable; {@code toString} shows no secret. */
sealed interface CredentialsSource {
    /** Returns a short hash of the key's id if it is known beforehand. */
    Optional<String> fingerprint();

    /**
     * Returns the source of snapshots.
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the application should have given one and did not
     */
    TencentCredentialsProvider resolve(OpenContext context);

    /** Credentials that never change. */
    record Fixed(TencentCredentials credentials) implements CredentialsSource {
        @Override
        public Optional<String> fingerprint() {
            return Optional.of(credentials.fingerprint());
        }

        @Override
        public TencentCredentialsProvider resolve(OpenContext context) {
            return new FixedCredentials(credentials);
        }
    }

    /**
     * Files that are read again for every request.
     *
     * @param key hash of the id that they held when the settings were read
     * @param temporary whether they held a token then
     */
    record Read(TencentCredentialsProvider provider, String key, boolean temporary) implements CredentialsSource {
        static Read of(TencentCredentialsProvider provider, TencentCredentials now) {
            return new Read(provider, now.fingerprint(), now.token() != null);
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.of(key);
        }

        @Override
        public TencentCredentialsProvider resolve(OpenContext context) {
            return provider;
        }

        @Override
        public String toString() {
            return "Read[fingerprint=" + key + ", temporary=" + temporary + "]";
        }
    }

    /** A program that prints the credentials, which are renewed before they end. */
    record Printed(CredentialsCommand command) implements CredentialsSource {
        @Override
        public Optional<String> fingerprint() {
            return Optional.empty();
        }

        @Override
        public TencentCredentialsProvider resolve(OpenContext context) {
            return TencentCredentialsProvider.refreshing(
                    new CommandFetch(command, context.clock()),
                    RefreshPlan.defaults().withClock(context.clock()));
        }

        @Override
        public String toString() {
            return "credentials by a program";
        }
    }

    /** A provider handed to the typed builder. */
    record Given(TencentCredentialsProvider provider) implements CredentialsSource {
        @Override
        public Optional<String> fingerprint() {
            return Optional.empty();
        }

        @Override
        public TencentCredentialsProvider resolve(OpenContext context) {
            return provider;
        }

        @Override
        public String toString() {
            return "credentials by code";
        }
    }

    /** A provider that the application registers as a service. */
    record FromContext() implements CredentialsSource {
        @Override
        public Optional<String> fingerprint() {
            return Optional.empty();
        }

        @Override
        public TencentCredentialsProvider resolve(OpenContext context) {
            return context.service(TencentCredentialsProvider.class)
                    .orElseThrow(() -> FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                            .provider(TencentFaceRepositoryProvider.NAME)
                            .account(context.account())
                            .detail("credentials = provider, and the application gave no service of type "
                                    + TencentCredentialsProvider.class.getName())
                            .build());
        }

        @Override
        public String toString() {
            return "credentials by code";
        }
    }
}
