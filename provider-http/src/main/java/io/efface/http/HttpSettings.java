package io.efface.http;

import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an account is spoken to over HTTP: finite timeouts, a size cap, and optionally a proxy, a trust store and a client
 * certificate. There is no way to switch the check of certificates or host names off. Immutable and thread-safe;
 * {@code toString} shows no secret.
 */
public final class HttpSettings {
    /** The shortest timeout, 1 ms. */
    public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    /** The longest timeout, 10 minutes. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    /** The smallest cap on an answer, 1 KiB. */
    public static final long SMALLEST_ANSWER_CAP = 1024;
    /** The largest cap on an answer, 64 MiB. */
    public static final long LARGEST_ANSWER_CAP = 64L * 1024 * 1024;

    private static final HttpSettings DEFAULTS = builder().build();

    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final Duration callTimeout;
    private final long maxAnswerBytes;
    private final @Nullable HttpProxy proxy;
    private final @Nullable KeyStoreFile trustStore;
    private final @Nullable KeyStoreFile clientCertificate;

    private HttpSettings(Builder from) {
        this.connectTimeout = from.connectTimeout;
        this.readTimeout = from.readTimeout;
        this.callTimeout = from.callTimeout;
        this.maxAnswerBytes = from.maxAnswerBytes;
        this.proxy = from.proxy;
        this.trustStore = from.trustStore;
        this.clientCertificate = from.clientCertificate;
    }

    /** Returns 5 s to connect, 10 s of silence, 20 s in all, answers up to 1 MiB; the platform's trust, no proxy of our own. */
    public static HttpSettings defaults() {
        return DEFAULTS;
    }

    /** Starts from the {@linkplain #defaults() defaults}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the keys that {@link #read(AccountSettings)} understands, for a provider's own list. */
    public static List<Setting> settings() {
        return HttpSettingsReader.SETTINGS;
    }

    /** Reads an account's settings, rejecting every wrong one under its key; empty if the account has a rejected one, here or before. */
    public static Optional<HttpSettings> read(AccountSettings settings) {
        return new HttpSettingsReader(settings).read();
    }

    /** Returns the longest wait for a connection; more than zero. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns the longest silence while sending or receiving; more than zero. */
    public Duration readTimeout() {
        return readTimeout;
    }

    /** Returns the longest time of a whole call, from waiting for a connection to the last byte; more than zero. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** Returns the most bytes of an answer's body that are read, after unzipping. */
    public long maxAnswerBytes() {
        return maxAnswerBytes;
    }

    /** Returns the proxy for {@code https} endpoints; empty leaves it to the platform's proxy settings. */
    public Optional<HttpProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Returns what is trusted in place of the platform's certificates. */
    public Optional<KeyStoreFile> trustStore() {
        return Optional.ofNullable(trustStore);
    }

    /** Returns the store with the certificate and key that this side shows. */
    public Optional<KeyStoreFile> clientCertificate() {
        return Optional.ofNullable(clientCertificate);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpSettings that
                && connectTimeout.equals(that.connectTimeout)
                && readTimeout.equals(that.readTimeout)
                && callTimeout.equals(that.callTimeout)
                && maxAnswerBytes == that.maxAnswerBytes
                && Objects.equals(proxy, that.proxy)
                && Objects.equals(trustStore, that.trustStore)
                && Objects.equals(clientCertificate, that.clientCertificate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                connectTimeout, readTimeout, callTimeout, maxAnswerBytes, proxy, trustStore, clientCertificate);
    }

    @Override
    public String toString() {
        return "HttpSettings[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + ", callTimeout="
                + callTimeout + ", maxAnswerBytes=" + maxAnswerBytes + ", proxy=" + proxy + ", trustStore=" + trustStore
                + ", clientCertificate=" + clientCertificate + "]";
    }

    /** Builds {@link HttpSettings}. Not thread-safe; every method returns this builder. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration readTimeout = Duration.ofSeconds(10);
        private Duration callTimeout = Duration.ofSeconds(20);
        private long maxAnswerBytes = 1024 * 1024;
        private @Nullable HttpProxy proxy;
        private @Nullable KeyStoreFile trustStore;
        private @Nullable KeyStoreFile clientCertificate;

        private Builder() {}

        /**
         * Sets the longest wait for a connection.
         *
         * @throws IllegalArgumentException if it is not within {@link #SHORTEST_TIMEOUT} and {@link #LONGEST_TIMEOUT}
         */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = checked(value, "connectTimeout");
            return this;
        }

        /**
         * Sets the longest silence while sending or receiving.
         *
         * @throws IllegalArgumentException if it is not within {@link #SHORTEST_TIMEOUT} and {@link #LONGEST_TIMEOUT}
         */
        public Builder readTimeout(Duration value) {
            this.readTimeout = checked(value, "readTimeout");
            return this;
        }

        /**
         * Sets the longest time of a whole call; it also ends an answer that drips in slowly.
         *
         * @throws IllegalArgumentException if it is not within {@link #SHORTEST_TIMEOUT} and {@link #LONGEST_TIMEOUT}
         */
        public Builder callTimeout(Duration value) {
            this.callTimeout = checked(value, "callTimeout");
            return this;
        }

        /**
         * Sets the most bytes of an answer's body, after unzipping.
         *
         * @throws IllegalArgumentException if it is not within {@link #SMALLEST_ANSWER_CAP} and {@link #LARGEST_ANSWER_CAP}
         */
        public Builder maxAnswerBytes(long value) {
            if (value < SMALLEST_ANSWER_CAP || value > LARGEST_ANSWER_CAP) {
                throw new IllegalArgumentException(
                        "maxAnswerBytes must be " + SMALLEST_ANSWER_CAP + " to " + LARGEST_ANSWER_CAP);
            }
            this.maxAnswerBytes = value;
            return this;
        }

        /** Sets the proxy for {@code https} endpoints. */
        public Builder proxy(HttpProxy value) {
            this.proxy = Objects.requireNonNull(value, "proxy");
            return this;
        }

        /** Sets what is trusted in place of the platform's certificates. */
        public Builder trustStore(KeyStoreFile value) {
            this.trustStore = Objects.requireNonNull(value, "trustStore");
            return this;
        }

        /** Sets the store with the certificate and key that this side shows. */
        public Builder clientCertificate(KeyStoreFile value) {
            this.clientCertificate = Objects.requireNonNull(value, "clientCertificate");
            return this;
        }

        /** Returns the settings. */
        public HttpSettings build() {
            return new HttpSettings(this);
        }

        private static Duration checked(Duration value, String name) {
            if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException(name + " must be from 1ms to 10m");
            }
            return value;
        }
    }
}
