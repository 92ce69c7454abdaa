package io.efface.aliyun;

import io.efface.Capabilities;
import io.efface.http.HttpLibraries;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;

/** Alibaba Cloud's custom face libraries, Green 2018-05-09, by the name {@code aliyun}. Stateless and thread-safe. */
public final class AliyunFaceRepositoryProvider implements FaceRepositoryProvider {
    static final String NAME = "aliyun";

    /** Makes the provider; {@link java.util.ServiceLoader} does too. */
    public AliyunFaceRepositoryProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Setting> settings() {
        return AliyunSettings.SETTINGS;
    }

    @Override
    public Capabilities capabilities() {
        return AliyunCapabilities.CAPABILITIES;
    }

    @Override
    public Optional<ProviderConfig> configure(AccountSettings settings) {
        HttpLibraries.check(NAME);
        return new AliyunSettings(settings).read().map(config -> config);
    }
}
