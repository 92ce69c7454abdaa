package io.efface.canary;

import io.efface.FaceException;
import io.efface.PersonId;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The deliberate leaks that test the search. Each leak is in another kind of output, or has another encoding. */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed
enum Plant {
    /** No leak, so the search must find nothing. */
    NOTHING(List.of()),
    LOG_LINE(List.of("LOG: person id")) {
        @Override
        void onCall(PersonId person, MeterRegistry meters) {
            LOG.trace("deleting {}", person.value());
        }
    },
    LOG_CONTEXT(List.of("LOG: person id, reversed")) {
        @Override
        void onCall(PersonId person, MeterRegistry meters) {
            try (MDC.MDCCloseable context = MDC.putCloseable(
                    "who", new StringBuilder(person.value()).reverse().toString())) {
                LOG.trace("deleting {}", context == null ? "" : "somebody");
            }
        }
    },
    PLATFORM_LOG(List.of("PLATFORM_LOG: person id, in UTF-16")) {
        @Override
        void onCall(PersonId person, MeterRegistry meters) {
            java.util.logging.Logger.getLogger("planted")
                    .finest(new String(
                            person.value().getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1));
        }
    },
    STANDARD_ERROR(List.of("STREAM: person id")) {
        @Override
        void onCall(PersonId person, MeterRegistry meters) {
            System.err.print(person.value().toLowerCase(Locale.ROOT));
        }
    },
    EXCEPTION_MESSAGE(List.of("EXCEPTION: person id", "SERIALIZED_EXCEPTION: person id")) {
        @Override
        FaceException onFailure(PersonId person, FaceException error) {
            String id = URLEncoder.encode(person.value(), StandardCharsets.UTF_8);
            return error.toBuilder()
                    .cause(new IOException("no response about " + id))
                    .build();
        }
    },
    EXCEPTION_DETAIL(List.of("EXCEPTION: SHA-256 of a person id")) {
        @Override
        FaceException onFailure(PersonId person, FaceException error) {
            try {
                byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                        .digest(person.value().getBytes(StandardCharsets.UTF_8));
                return error.toBuilder()
                        .detail("person " + HexFormat.of().formatHex(hash))
                        .build();
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    EXCEPTION_FIELD(List.of("SERIALIZED_EXCEPTION: person id")) {
        @Override
        FaceException onFailure(PersonId person, FaceException error) {
            return error.toBuilder().cause(new LeakingException(person.value())).build();
        }
    },
    METRIC_TAG(List.of("METRIC: person id, in Base64")) {
        @Override
        void onCall(PersonId person, MeterRegistry meters) {
            byte[] id = person.value().getBytes(StandardCharsets.UTF_8);
            meters.counter("planted", "person", Base64.getUrlEncoder().encodeToString(id))
                    .increment();
        }
    },
    OBJECT_TEXT(List.of("OBJECT: secret, in hex")) {
        @Override
        String configText(String secret) {
            return "Config[key=" + HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)) + "]";
        }
    },
    SIGNATURE_SENT(List.of("LOG: signature, encoded for a URL")) {
        @Override
        void onEnd(List<String> signatures) {
            signatures.forEach(
                    signature -> LOG.trace("signed {}", URLEncoder.encode(signature, StandardCharsets.UTF_8)));
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger("planted");

    private final List<String> expectedFindings;

    Plant(List<String> expectedFindings) {
        this.expectedFindings = expectedFindings;
    }

    /** Returns the findings that the search must report. */
    List<String> expectedFindings() {
        return expectedFindings;
    }

    void onCall(PersonId person, MeterRegistry meters) {}

    FaceException onFailure(PersonId person, FaceException error) {
        return error;
    }

    String configText(String secret) {
        return "Config[key=<redacted>]";
    }

    void onEnd(List<String> signatures) {}

    private static final class LeakingException extends IOException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unused") // read by the receiver of the bytes
        private final String person;

        LeakingException(String person) {
            super("no response");
            this.person = person;
        }
    }
}
