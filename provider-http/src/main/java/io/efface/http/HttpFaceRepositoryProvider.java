package io.efface.http;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The base class of providers that use HTTP. It checks the libraries on the class path before other classes of the provider are loaded.
 * Stateless and thread-safe.
 */
public abstract class HttpFaceRepositoryProvider implements FaceRepositoryProvider {
    private final String name;
    private final Supplier<Capabilities> capabilities;
    private final Supplier<List<Setting>> settings;
    private final Function<AccountSettings, Optional<? extends ProviderConfig>> reader;

    /**
     * Creates the provider. The functions are called only when needed, so that the creation loads no other class of the provider.
     *
     * @param name name of the provider in the configuration
     * @param capabilities supplier of the capabilities
     * @param settings supplier of all settings that the reader reads
     * @param reader function that reads the settings of an account and returns empty if it rejected a setting
     */
    protected HttpFaceRepositoryProvider(
            String name,
            Supplier<Capabilities> capabilities,
            Supplier<List<Setting>> settings,
            Function<AccountSettings, Optional<? extends ProviderConfig>> reader) {
        this.name = name;
        this.capabilities = capabilities;
        this.settings = settings;
        this.reader = reader;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Setting> settings() {
        return settings.get();
    }

    @Override
    public final Capabilities capabilities() {
        return capabilities.get();
    }

    @Override
    public final Optional<ProviderConfig> configure(AccountSettings account) {
        HttpDependencies.check(name);
        return reader.apply(account).map(config -> config);
    }
}
