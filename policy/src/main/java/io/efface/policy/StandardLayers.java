package io.efface.policy;

import io.efface.Capabilities;
import io.efface.ReadBack;
import io.efface.spi.AccountSettings;
import io.efface.spi.LayersConfig;
import io.efface.spi.RepositoryLayers;
import io.efface.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of an account with {@code policies = standard}, outermost first: argument checks, deadline, id check, last face,
 * chunking. Found through {@link java.util.ServiceLoader}. Stateless and thread-safe.
 */
public final class StandardLayers implements RepositoryLayers {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration LEAST_DEADLINE = Duration.ofMillis(1);
    private static final Duration MOST_DEADLINE = Duration.ofHours(24);

    private static final String DEADLINE_KEY = "deadline";
    private static final String ID_CHECK_KEY = "id-check";
    private static final String LAST_FACE_KEY = "last-face";

    /** Makes the layers' entry point. */
    public StandardLayers() {}

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of(
                        DEADLINE_KEY,
                        "most time for one call of an operation, from 1ms to 24h; an earlier deadline of the call wins",
                        "60s"),
                Setting.of(
                        ID_CHECK_KEY,
                        "what to do with a person id against the vendor's rule: warn logs once and sends it, strict refuses"
                                + " it, off ignores the rule",
                        "warn"),
                Setting.of(
                        LAST_FACE_KEY,
                        "what to do when all faces of a person are to be deleted: vendor leaves it to the vendor, refuse"
                                + " refuses, keep-one keeps the face with the smallest id; the last two read the person first",
                        "vendor"));
    }

    @Override
    public Optional<LayersConfig> configure(AccountSettings settings, Capabilities capabilities) {
        Duration deadline = settings.duration(DEADLINE_KEY, DEADLINE, LEAST_DEADLINE, MOST_DEADLINE);
        IdCheck idCheck = settings.choice(
                ID_CHECK_KEY, Map.of("warn", IdCheck.WARN, "strict", IdCheck.STRICT, "off", IdCheck.OFF), IdCheck.WARN);
        LastFace lastFace = settings.choice(
                LAST_FACE_KEY,
                Map.of("vendor", LastFace.VENDOR, "refuse", LastFace.REFUSE, "keep-one", LastFace.KEEP_ONE),
                LastFace.VENDOR);
        if (lastFace != LastFace.VENDOR && capabilities.readBack() == ReadBack.NONE) {
            settings.reject(
                    LAST_FACE_KEY,
                    "must be vendor, because a person of provider " + capabilities.provider()
                            + " cannot be read first");
        }
        return settings.isRejected() ? Optional.empty() : Optional.of(new Stack(deadline, idCheck, lastFace));
    }
}
