package io.efface.tencent;

import io.efface.Capabilities;
import io.efface.http.HttpLibraries;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Tencent Cloud IAI, found through {@link java.util.ServiceLoader} under the name {@value #NAME}. Stateless and thread-safe.
 */
public final class TencentFaceRepositoryProvider implements FaceRepositoryProvider {
    /** The name that configuration uses. */
    public static final String NAME = "tencent";

    /** Makes the provider. */
    public TencentFaceRepositoryProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Setting> settings() {
        return TencentSettings.ALL;
    }

    @Override
    public Capabilities capabilities() {
        return TencentCapabilities.CAPABILITIES;
    }

    /** Reads the settings into a {@link TencentConfig}. */
    @Override
    public Optional<ProviderConfig> configure(AccountSettings settings) {
        HttpLibraries.check(NAME);
        return new TencentSettings(settings).read().map(config -> config);
    }
}
