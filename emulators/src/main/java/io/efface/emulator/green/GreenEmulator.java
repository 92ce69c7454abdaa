package io.efface.emulator.green;

import io.efface.emulator.CallQuota;
import io.efface.emulator.EmulatedCall;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.IdSource;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An emulator of Alibaba Cloud Green 2018-05-09: DeletePerson, DeleteFaces, GetPerson and the other operations of the face library. It
 * checks V1 HMAC-SHA1 and ACS3-HMAC-SHA256 signatures, STS tokens, timestamps and nonces. Errors of the gateway have their own HTTP status;
 * errors of the service have HTTP 200 and a code in the body. HMAC-SM3 is rejected with {@code InvalidSignatureMethod}, because the
 * vendor's pages about this method are ambiguous. Thread-safe.
 *
 * <pre>{@code
 * GreenEmulator green = GreenEmulator.builder().key("id", "secret").build();
 * green.library().put("person1", "31842550077981745");
 * try (EmulatorServer server = EmulatorServer.start(green)) {
 *     // point a client at server.url()
 * }
 * }</pre>
 */
public final class GreenEmulator extends VendorEmulator {

    /** Builds emulators. Not thread-safe. */
    public static final class Builder implements VendorEmulator.Builder {

        private final Map<String, GreenKey> keys = new LinkedHashMap<>();
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SplittableRandom();
        private FaceLibrary library = new FaceLibrary();
        private GreenVariants variants = GreenVariants.defaults();
        private boolean quotaEnforced;

        private Builder() {}

        /** Adds a permanent access key that the emulator accepts. Several keys may be added. */
        @Override
        public Builder key(String accessKeyId, String accessKeySecret) {
            return add(accessKeyId, accessKeySecret, null, null, true);
        }

        /** Adds an access key that the emulator accepts together with this STS token. */
        public Builder temporaryKey(String accessKeyId, String accessKeySecret, String securityToken) {
            return add(accessKeyId, accessKeySecret, Objects.requireNonNull(securityToken), null, true);
        }

        /** Adds an access key that the emulator accepts together with this STS token, until a time of the emulator's clock. */
        @Override
        public Builder temporaryKey(
                String accessKeyId, String accessKeySecret, String securityToken, Instant expiresAt) {
            return add(
                    accessKeyId,
                    accessKeySecret,
                    Objects.requireNonNull(securityToken),
                    Objects.requireNonNull(expiresAt),
                    true);
        }

        /** Adds a disabled access key, which is rejected with {@code InvalidAccessKeyId.Inactive}. */
        public Builder inactiveKey(String accessKeyId, String accessKeySecret) {
            return add(accessKeyId, accessKeySecret, null, null, false);
        }

        /** Sets the vendor's clock. The default is the system's clock. */
        @Override
        public Builder clock(Clock theClock) {
            this.clock = Objects.requireNonNull(theClock);
            return this;
        }

        /**
         * Sets the source of randomness for request ids and face ids. A seeded generator makes runs repeatable. The generator is used under
         * a lock.
         */
        @Override
        public Builder random(RandomGenerator theRandom) {
            this.random = Objects.requireNonNull(theRandom);
            return this;
        }

        /** Sets the stored people. The default is an empty library. */
        public Builder library(FaceLibrary theLibrary) {
            this.library = Objects.requireNonNull(theLibrary);
            return this;
        }

        /** Sets the responses to undocumented cases. The default is {@link GreenVariants#defaults()}. */
        public Builder variants(GreenVariants theVariants) {
            this.variants = Objects.requireNonNull(theVariants);
            return this;
        }

        /**
         * Sets whether calls above the documented number per second, operation and account are rejected. The default is false. All keys of
         * an emulator belong to the same account.
         */
        public Builder enforceQuota(boolean enforced) {
            this.quotaEnforced = enforced;
            return this;
        }

        /**
         * Returns the emulator.
         *
         * @throws IllegalStateException if no key was given
         */
        @Override
        public GreenEmulator build() {
            if (keys.isEmpty()) {
                throw new IllegalStateException("an emulator without a key rejects every request; add a key");
            }
            return new GreenEmulator(this);
        }

        private Builder add(
                String id, String secret, @Nullable String token, @Nullable Instant expiresAt, boolean active) {
            Objects.requireNonNull(id, "accessKeyId");
            Objects.requireNonNull(secret, "accessKeySecret");
            keys.put(id, new GreenKey(id, secret, token, expiresAt, active));
            return this;
        }
    }

    private final IdSource ids;
    private final GreenGateway gateway;
    private final GreenFaceService service;
    private final @Nullable CallQuota quota;
    private volatile GreenVariants variants;

    private GreenEmulator(Builder builder) {
        super("green", builder.clock, builder.library);
        this.ids = new IdSource(builder.random);
        this.gateway = new GreenGateway(builder.keys, builder.clock);
        this.service = new GreenFaceService(ids);
        this.quota = builder.quotaEnforced ? new CallQuota(builder.clock) : null;
        this.variants = builder.variants;
    }

    /** Returns a builder without keys. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the current responses to undocumented cases. */
    public GreenVariants variants() {
        return variants;
    }

    /** Changes the responses to undocumented cases, from the next call on. */
    public void variants(GreenVariants other) {
        this.variants = Objects.requireNonNull(other);
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        Instant arrived = clock().instant();
        GreenVariants current = variants;
        String requestId = ids.upperCaseRequestId();
        GreenArguments arguments = GreenArguments.read(request.body());
        String personId = arguments == null ? null : arguments.id("personId");
        String operationName =
                GreenOperation.at(request.path()).map(GreenOperation::action).orElse("unknown");
        GreenCall call = new GreenCall(new GreenResponseWriter(request, current, requestId), current, arguments);
        EmulatorResponse response;
        try {
            GreenOperation operation = gateway.route(request);
            call.operation = operation;
            gateway.check(request, current.acs3Payload());
            response = quota != null && !quota.tryTake(operation.action(), operation.perSecond())
                    ? call.throttled()
                    : EmulatedCall.respond(call, faults().take(operation.action(), personId), library(), personId);
        } catch (GreenErrorException rejection) {
            response = call.rejected(rejection);
        }
        calls().add(new ReceivedCall(
                arrived, operationName, personId, GreenGateway.claimedMethod(request), call.code, response, requestId));
        return response;
    }

    /** A call in progress. It stores the code of its response. */
    private final class GreenCall implements EmulatedCall {

        private final GreenResponseWriter writer;
        private final GreenVariants variants;
        private final @Nullable GreenArguments arguments;
        private GreenOperation operation = GreenOperation.DELETE_PERSON;
        private String code = "none";

        GreenCall(GreenResponseWriter writer, GreenVariants variants, @Nullable GreenArguments arguments) {
            this.writer = writer;
            this.variants = variants;
            this.arguments = arguments;
        }

        @Override
        public EmulatorResponse perform(FaceLibrary library) {
            GreenResult outcome = arguments == null
                    ? GreenResult.error(400)
                    : service.perform(operation, arguments, library, variants);
            return write(outcome, null);
        }

        @Override
        public EmulatorResponse error(String requestedCode, @Nullable Integer httpStatus, @Nullable String message) {
            if (requestedCode.startsWith(GreenFaults.INNER)) {
                int inner = Integer.parseInt(requestedCode.substring(GreenFaults.INNER.length()));
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                String personId = arguments == null ? null : arguments.id("personId");
                if (personId != null) {
                    fields.put("personId", personId);
                }
                return write(GreenResult.inner(inner, fields), httpStatus);
            }
            if (requestedCode.matches("[0-9]{1,9}")) {
                int outer = Integer.parseInt(requestedCode);
                String text = message == null ? GreenErrors.service(outer).message() : message;
                return write(GreenResult.error(outer, text), httpStatus);
            }
            String text = message == null ? GreenErrors.gateway(requestedCode).message() : message;
            this.code = requestedCode;
            return writer.gateway(requestedCode, text, httpStatus);
        }

        @Override
        public EmulatorResponse throttled() {
            return switch (variants.throttling()) {
                case GATEWAY_400 -> error("Throttling.User", 400, null);
                case GATEWAY_429 -> error("Throttling.User", 429, null);
                case GATEWAY_503 -> error("Throttling.User", 503, null);
                case BODY_588 -> error("588", null, null);
            };
        }

        EmulatorResponse rejected(GreenErrorException rejection) {
            return error(rejection.code(), null, rejection.words());
        }

        private EmulatorResponse write(GreenResult outcome, @Nullable Integer httpStatus) {
            Object inner = outcome.data() == null ? null : outcome.data().get("code");
            if (outcome.code() != 200) {
                this.code = Integer.toString(outcome.code());
            } else if (inner instanceof Integer number && number != 200) {
                this.code = GreenFaults.INNER + number;
            } else {
                this.code = "OK";
            }
            return writer.service(operation.action(), outcome, httpStatus);
        }
    }
}
