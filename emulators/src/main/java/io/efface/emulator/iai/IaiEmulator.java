package io.efface.emulator.iai;

import io.efface.emulator.CallQuota;
import io.efface.emulator.EmulatedCall;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.IdSource;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An emulator of Tencent Cloud IAI, versions 2020-03-03 and 2018-03-01. Thread-safe.
 *
 * <p>The emulator checks the signature, then the action, the parameters and the ids. It accepts TC3-HMAC-SHA256 (POST with JSON, or GET)
 * and signature v1 (GET, or POST with a form; {@code HmacSHA1} or {@code HmacSHA256}). Sources: cloud.tencent.com/document/api/362/4208 and
 * /api/306/57449. Every response of the vendor is HTTP 200 with {@code {"Response":{...,"RequestId":...}}}
 * (cloud.tencent.com/document/api/271/2056). {@link IaiVariants} determines the responses to undocumented cases.
 *
 * <p>Actions: CreateGroup, DeleteGroup, GetGroupList, GetGroupInfo, CreatePerson, DeletePerson, DeletePersonFromGroup, CopyPerson,
 * GetPersonBaseInfo, GetPersonGroupInfo, GetPersonList, GetPersonListNum, CreateFace, DeleteFace. Any other action is rejected with
 * {@code InvalidAction}.
 */
public final class IaiEmulator extends VendorEmulator {
    /** The version that clients use by default. */
    public static final String VERSION_2020 = "2020-03-03";

    /** The older version, which clients may also use. */
    public static final String VERSION_2018 = "2018-03-01";

    private static final int MOST_GET_BYTES = 32 * 1024;
    private static final int MOST_FORM_BYTES = 1024 * 1024;
    private static final int MOST_JSON_BYTES = 10 * 1024 * 1024;

    private final IaiCodes codes = IaiCodes.load();
    private final IaiAuthentication authentication;
    private final IdSource ids;
    private final CallQuota quota;
    private final int quotaPerSecond;
    private final IaiState state2020;
    private final IaiState state2018 = new IaiState(new FaceLibrary());
    private final Map<String, IaiAction> actions;
    private volatile IaiVariants variants;

    private IaiEmulator(Builder builder) {
        super("iai", builder.clock, builder.library);
        variants = builder.variants;
        authentication = new IaiAuthentication(builder.keys, clock());
        ids = new IdSource(builder.random);
        quota = new CallQuota(clock());
        quotaPerSecond = builder.quotaPerSecond;
        state2020 = new IaiState(library());
        Map<String, IaiAction> all = new HashMap<>(IaiPersonActions.all());
        all.putAll(IaiFaceActions.all());
        all.putAll(IaiGroupActions.all());
        actions = Map.copyOf(all);
    }

    /** Returns a builder without keys. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the people of one version. {@link #library()} contains the people of version 2020-03-03. If {@link
     * IaiVariants#versionsSharePeople()} is true, version 2018-03-01 has the same people.
     *
     * @throws IllegalArgumentException if IAI has no such version
     */
    public FaceLibrary library(String version) {
        return state(Objects.requireNonNull(version, "version"), variants)
                .orElseThrow(
                        () -> new IllegalArgumentException("IAI has versions " + VERSION_2018 + " and " + VERSION_2020))
                .people();
    }

    private Optional<IaiState> state(String version, IaiVariants variants) {
        if (version.equals(VERSION_2020)) {
            return Optional.of(state2020);
        }
        if (version.equals(VERSION_2018)) {
            return Optional.of(variants.versionsSharePeople() ? state2020 : state2018);
        }
        return Optional.empty();
    }

    /** Returns the current responses to undocumented cases. */
    public IaiVariants variants() {
        return variants;
    }

    /** Changes the responses to undocumented cases for later calls. Calls in progress keep the former variants. */
    public void variants(IaiVariants other) {
        variants = Objects.requireNonNull(other, "other");
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        IaiVariants current = variants;
        IaiResponse response = new IaiResponse(codes, ids.requestId());
        response.language(current.defaultLanguage());
        EmulatorResponse sent;
        try {
            sent = respond(Objects.requireNonNull(request, "request"), response, current);
        } catch (IaiErrorException rejection) {
            sent = response.rejected(rejection);
        }
        calls().add(response.received(clock().instant(), sent));
        return sent;
    }

    private EmulatorResponse respond(EmulatorRequest request, IaiResponse response, IaiVariants variants) {
        checkProtocol(request);
        IaiCall call = IaiCall.of(request);
        response.language(IaiLanguage.named(call.optional("Language"), variants.defaultLanguage()));
        response.signedWith(call.signatureMethod());
        response.about(Objects.requireNonNullElse(call.optional("Action"), "unknown"), null);
        if (!request.path().equals("/")) {
            throw new IaiErrorException("InvalidAction");
        }
        checkSize(call);
        String actionName = call.required("Action");
        String version = call.required("Version");
        authentication.check(call, variants.replaysRejected());
        IaiState state = state(version, variants).orElseThrow(() -> new IaiErrorException("NoSuchVersion"));
        IaiAction action =
                Optional.ofNullable(actions.get(actionName)).orElseThrow(() -> new IaiErrorException("InvalidAction"));
        if (variants.regionRequired() && version.equals(VERSION_2020)) {
            call.required("Region");
        }
        if (quotaPerSecond > 0 && !quota.tryTake("management", quotaPerSecond)) {
            throw new IaiErrorException(variants.throttleCode());
        }
        IaiArguments arguments = IaiArguments.bind(action.parameters(), call.parameters(), call.isForm());
        String personId = arguments.optionalText("PersonId").orElse(null);
        response.about(actionName, personId);
        IaiEmulatedCall work = new IaiEmulatedCall(action, arguments, state, response, variants);
        return EmulatedCall.respond(work, faults().take(actionName, personId), state.people(), personId);
    }

    private static void checkProtocol(EmulatorRequest request) {
        if (!Set.of("GET", "POST").contains(request.method())) {
            throw new IaiErrorException("UnsupportedProtocol");
        }
    }

    /**
     * Checks the size of a request. Source of the limits: cloud.tencent.com/document/api/362/4208 (GET 32 KB, POST v1 1 MB, POST v3 10 MB).
     */
    private static void checkSize(IaiCall call) {
        EmulatorRequest request = call.request();
        int query = request.query() == null ? 0 : request.query().length();
        int most = call.tc3() ? MOST_JSON_BYTES : MOST_FORM_BYTES;
        if (request.method().equals("GET") ? query > MOST_GET_BYTES : request.bodyLength() > most) {
            throw new IaiErrorException("RequestSizeLimitExceeded");
        }
    }

    /** A checked call, to which {@link EmulatedCall} applies faults. */
    private final class IaiEmulatedCall implements EmulatedCall {
        private final IaiAction action;
        private final IaiArguments arguments;
        private final IaiState state;
        private final IaiResponse response;
        private final IaiVariants variants;

        IaiEmulatedCall(
                IaiAction action, IaiArguments arguments, IaiState state, IaiResponse response, IaiVariants variants) {
            this.action = action;
            this.arguments = arguments;
            this.state = state;
            this.response = response;
            this.variants = variants;
        }

        @Override
        public EmulatorResponse perform(FaceLibrary library) {
            // The lock of the library also guards the groups and the details. A false success needs a consistent copy
            // of all three.
            return state.people().exclusively(held -> {
                try {
                    return response.succeeded(action.work()
                            .run(new IaiRequestContext(arguments, state.on(library), variants, ids, clock().millis())));
                } catch (IaiErrorException rejection) {
                    return response.rejected(rejection);
                }
            });
        }

        @Override
        public EmulatorResponse error(String code, @Nullable Integer httpStatus, @Nullable String message) {
            return response.failed(code, httpStatus, message);
        }

        @Override
        public EmulatorResponse throttled() {
            return response.rejected(new IaiErrorException(variants.throttleCode()));
        }
    }

    /** Builds emulators. Not thread-safe. */
    public static final class Builder implements VendorEmulator.Builder {
        private final Map<String, IaiKey> keys = new HashMap<>();
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private IaiVariants variants = IaiVariants.defaults();
        private FaceLibrary library = new FaceLibrary();
        private int quotaPerSecond;

        private Builder() {}

        /**
         * Adds a permanent key that the emulator accepts.
         *
         * @throws IllegalArgumentException if the id is blank or the key is empty
         */
        @Override
        public Builder key(String secretId, String secretKey) {
            keys.put(secretId, new IaiKey(secretId, secretKey, null));
            return this;
        }

        /**
         * Adds a temporary key that the emulator accepts together with its token.
         *
         * @throws IllegalArgumentException if the id is blank, or the key or the token is empty
         */
        public Builder temporaryKey(String secretId, String secretKey, String token) {
            return temporaryKey(secretId, secretKey, token, Instant.MAX);
        }

        /**
         * Adds a temporary key that the emulator accepts together with its token, until a time of the emulator's clock. After this time,
         * requests are rejected with {@code AuthFailure.TokenFailure}.
         *
         * @throws IllegalArgumentException if the id is blank, or the key or the token is empty
         */
        @Override
        public Builder temporaryKey(String secretId, String secretKey, String token, Instant expiresAt) {
            if (token.isEmpty()) {
                throw new IllegalArgumentException("a temporary key needs a token");
            }
            keys.put(secretId, new IaiKey(secretId, secretKey, token, expiresAt));
            return this;
        }

        /** Sets the vendor's clock. The default is the system's clock. */
        @Override
        public Builder clock(Clock vendorClock) {
            clock = Objects.requireNonNull(vendorClock, "vendorClock");
            return this;
        }

        /** Sets the source of randomness for request ids and face ids. The default is a secure source. */
        @Override
        public Builder random(RandomGenerator source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /** Sets the stored people. The default is an empty library. */
        public Builder library(FaceLibrary people) {
            library = Objects.requireNonNull(people, "people");
            return this;
        }

        /** Sets the responses to undocumented cases. The default is {@link IaiVariants#defaults()}. */
        public Builder variants(IaiVariants other) {
            variants = Objects.requireNonNull(other, "other");
            return this;
        }

        /**
         * Sets the maximum number of calls in any second, for all actions and keys together. Further calls are rejected. The default 0
         * means no limit. The vendor's limit is 50 (cloud.tencent.com/document/product/1278/109059, 2025-04-15).
         *
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder quotaPerSecond(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("a quota must not be negative");
            }
            quotaPerSecond = most;
            return this;
        }

        /** Returns the emulator. */
        @Override
        public IaiEmulator build() {
            return new IaiEmulator(this);
        }

        /** Shows only the number of accepted keys. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "IaiEmulator.Builder[%d keys]", keys.size());
        }
    }
}
