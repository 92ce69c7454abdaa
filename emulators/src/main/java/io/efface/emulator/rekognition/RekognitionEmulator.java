package io.efface.emulator.rekognition;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An emulator of the collections of Amazon Rekognition. Thread-safe.
 *
 * <p>The emulator checks Signature Version 4, then performs the actions CreateCollection, DescribeCollection, ListCollections,
 * DeleteCollection, CreateUser, ListUsers, SearchUsers, DeleteUser, AssociateFaces, DisassociateFaces, ListFaces and DeleteFaces of the
 * JSON protocol 1.1. Any other action is rejected with {@code UnknownOperationException}. The emulator does not process pictures, so it has
 * no IndexFaces, and SearchUsers finds no similar User. Tests add faces with {@link RekognitionCollection#addFaces} or {@link #library()}.
 * {@link RekognitionVariants} selects the behavior that AWS's pages do not define.
 *
 * <p>{@link #library()} holds the Users of the first collection, which exists from the start.
 */
public final class RekognitionEmulator extends VendorEmulator {
    /** The id of the first collection, unless the builder sets another one. */
    public static final String FIRST_COLLECTION = "faces";

    private static final String TARGET_PREFIX = "RekognitionService.";
    private static final String CLIENT_TOKEN = "ClientRequestToken";
    private static final Map<String, RekognitionAction> ACTIONS = RekognitionAction.all();

    private final RekognitionAuthentication authentication;
    private final IdSource ids;
    private final ListPages pages;
    private final CallQuota quota;
    private final boolean enforcesQuota;
    private final String firstCollection;
    private final RekognitionState state;
    private volatile RekognitionVariants variants;

    private RekognitionEmulator(Builder builder) {
        super("rekognition", builder.clock, builder.library);
        variants = builder.variants;
        authentication = new RekognitionAuthentication(builder.keys, builder.region, clock());
        ids = new IdSource(builder.random);
        pages = new ListPages(ids);
        quota = new CallQuota(clock());
        enforcesQuota = builder.enforcesQuota;
        firstCollection = builder.firstCollection;
        state = new RekognitionState(firstCollection, library());
        state.create(firstCollection, clock().instant());
    }

    /** Returns a builder without keys. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the first collection, whose Users are {@link #library()}; empty if a request deleted it. */
    public Optional<RekognitionCollection> collection() {
        return collection(firstCollection);
    }

    /** Returns the collection with this id, or empty if it does not exist. */
    public Optional<RekognitionCollection> collection(String id) {
        return state.find(Objects.requireNonNull(id, "id"));
    }

    /**
     * Stores a User with exactly these faces in the first collection.
     *
     * @throws java.util.NoSuchElementException if a request deleted the first collection
     */
    @Override
    public void put(String personId, List<String> faceIds) {
        collection().orElseThrow().put(personId, faceIds);
    }

    /** Returns the {@linkplain RekognitionCollection#remainsOf remaining faces} of a User of the first collection. */
    @Override
    public Optional<Set<String>> remainsOf(String personId) {
        return collection().flatMap(first -> first.remainsOf(personId));
    }

    /** Returns whether the first collection has a face, even if the face belongs to no User. */
    @Override
    public boolean hasFace(String faceId) {
        return collection().filter(first -> first.hasFace(faceId)).isPresent();
    }

    /**
     * Stores a face without a User in the first collection.
     *
     * @return true
     * @throws java.util.NoSuchElementException if a request deleted the first collection
     */
    @Override
    public boolean putFace(String faceId) {
        collection().orElseThrow().addFaces(faceId);
        return true;
    }

    /** Returns how this emulator behaves where AWS's pages do not define the behavior. */
    public RekognitionVariants variants() {
        return variants;
    }

    /** Sets the variants for later requests. */
    public void variants(RekognitionVariants other) {
        variants = Objects.requireNonNull(other, "other");
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        RekognitionVariants current = variants;
        RekognitionResponse response = new RekognitionResponse(current, ids.requestId());
        EmulatorResponse sent;
        try {
            sent = respond(Objects.requireNonNull(request, "request"), response, current);
        } catch (RekognitionErrorException rejection) {
            sent = response.rejected(rejection);
        }
        calls().add(response.received(clock().instant(), sent));
        return sent;
    }

    private EmulatorResponse respond(
            EmulatorRequest request, RekognitionResponse response, RekognitionVariants variants) {
        String name = actionName(request);
        RekognitionAction action = ACTIONS.get(name);
        if (action == null) {
            throw new RekognitionErrorException("UnknownOperationException");
        }
        response.about(name);
        response.signedWith(SigV4Authorization.ALGORITHM);
        String region = authentication.check(request);
        RekognitionArguments arguments = RekognitionArguments.read(request.body());
        if (enforcesQuota && !quota.tryTake(name, action.perSecond())) {
            return response.throttled();
        }
        String person = person(arguments);
        response.aboutPerson(person);
        RekognitionCall call = new RekognitionCall(name, action, arguments, region, response, variants);
        return EmulatedCall.respond(call, faults().take(name, person), library(), person);
    }

    private static String actionName(EmulatorRequest request) {
        String target = request.headers().firstOrEmpty("X-Amz-Target");
        String contentType = request.headers().firstOrEmpty("Content-Type").toLowerCase(Locale.ROOT);
        if (!request.method().equals("POST")
                || !request.path().equals("/")
                || !contentType.startsWith("application/x-amz-json-1.1")
                || !target.startsWith(TARGET_PREFIX)) {
            throw new RekognitionErrorException("UnknownOperationException");
        }
        return target.substring(TARGET_PREFIX.length());
    }

    /**
     * Returns the User of a request: its {@code UserId}. If the request has no {@code UserId}, returns the User with which the first face
     * of the request is or was last associated.
     */
    private @Nullable String person(RekognitionArguments arguments) {
        if (arguments.raw(RekognitionContext.USER_ID) instanceof String user) {
            return user;
        }
        if (arguments.raw(RekognitionContext.COLLECTION_ID) instanceof String id
                && arguments.raw(RekognitionContext.FACE_IDS) instanceof List<?> faces
                && !faces.isEmpty()
                && faces.get(0) instanceof String face) {
            return state.find(id)
                    .flatMap(collection -> collection.lastUserOf(face))
                    .orElse(null);
        }
        return null;
    }

    /** A checked request, for which {@link EmulatedCall} applies scripted faults. */
    private final class RekognitionCall implements EmulatedCall {
        private final String name;
        private final RekognitionAction action;
        private final RekognitionArguments arguments;
        private final String region;
        private final RekognitionResponse response;
        private final RekognitionVariants variants;

        RekognitionCall(
                String name,
                RekognitionAction action,
                RekognitionArguments arguments,
                String region,
                RekognitionResponse response,
                RekognitionVariants variants) {
            this.name = name;
            this.action = action;
            this.arguments = arguments;
            this.region = region;
            this.response = response;
            this.variants = variants;
        }

        @Override
        public EmulatorResponse perform(FaceLibrary library) {
            // For a false success, the library is a copy. Such a call must not change the state, so it gets a copy of
            // the state.
            RekognitionState reached = library == library() ? state : state.copy();
            return reached.exclusively(() -> {
                try {
                    return response.succeeded(run(reached));
                } catch (RekognitionErrorException rejection) {
                    return response.rejected(rejection);
                }
            });
        }

        private Map<String, ?> run(RekognitionState reached) {
            RekognitionContext context =
                    new RekognitionContext(arguments, reached, variants, pages, region, clock().instant());
            if (!action.isIdempotent() || !arguments.has(CLIENT_TOKEN)) {
                return action.work().run(context);
            }
            return reached.once(
                    name + " " + context.clientToken(),
                    arguments.without(CLIENT_TOKEN),
                    () -> action.work().run(context));
        }

        @Override
        public EmulatorResponse error(String code, @Nullable Integer httpStatus, @Nullable String message) {
            return response.failed(code, httpStatus, message);
        }

        @Override
        public EmulatorResponse throttled() {
            return response.throttled();
        }
    }

    /** Builds emulators. All methods except {@code build} return this builder. Not thread-safe. */
    public static final class Builder implements VendorEmulator.Builder {
        private final Map<String, RekognitionKey> keys = new HashMap<>();
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private RekognitionVariants variants = RekognitionVariants.defaults();
        private FaceLibrary library = new FaceLibrary();
        private String firstCollection = FIRST_COLLECTION;
        private @Nullable String region;
        private boolean enforcesQuota;

        private Builder() {}

        /**
         * Accepts a permanent key.
         *
         * @throws IllegalArgumentException if the id is blank or the secret is empty
         */
        @Override
        public Builder key(String id, String secret) {
            keys.put(id, new RekognitionKey(id, secret, null, Instant.MAX));
            return this;
        }

        /**
         * Accepts a temporary key until {@code expiresAt} by the emulator's clock. Requests must have the key's token. After this time,
         * requests are rejected with {@code ExpiredTokenException}.
         *
         * @throws IllegalArgumentException if the id is blank, or the secret or the token is empty
         */
        @Override
        public Builder temporaryKey(String id, String secret, String token, Instant expiresAt) {
            keys.put(id, new RekognitionKey(id, secret, Objects.requireNonNull(token, "token"), expiresAt));
            return this;
        }

        @Override
        public Builder clock(Clock vendorClock) {
            clock = Objects.requireNonNull(vendorClock, "vendorClock");
            return this;
        }

        @Override
        public Builder random(RandomGenerator source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /** Sets the Users of the first collection; an empty library by default. */
        public Builder library(FaceLibrary users) {
            library = Objects.requireNonNull(users, "users");
            return this;
        }

        /** Sets the id of the first collection; {@value RekognitionEmulator#FIRST_COLLECTION} by default. */
        public Builder collection(String id) {
            firstCollection = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Sets the only region that signatures may name; by default they may name any region. */
        public Builder region(String only) {
            region = Objects.requireNonNull(only, "only");
            return this;
        }

        /** Sets the variants; {@link RekognitionVariants#defaults()} by default. */
        public Builder variants(RekognitionVariants other) {
            variants = Objects.requireNonNull(other, "other");
            return this;
        }

        /**
         * Sets whether the emulator throttles calls above AWS's default quotas; by default, it does not. The quota of ListFaces and
         * SearchUsers is 50 calls per second each, and the quota of every other action is 5 calls per second. All keys share these quotas.
         */
        public Builder enforceQuota(boolean enforced) {
            enforcesQuota = enforced;
            return this;
        }

        @Override
        public RekognitionEmulator build() {
            return new RekognitionEmulator(this);
        }

        /** Returns a text with the number of accepted keys, without any part of a key. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "RekognitionEmulator.Builder[%d keys]", keys.size());
        }
    }
}
