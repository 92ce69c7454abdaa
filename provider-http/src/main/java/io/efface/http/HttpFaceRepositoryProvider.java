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
 * The entry of a provider that uses HTTP: checks the libraries on the class path before anything else of the provider is loaded.
 * Stateless and thread-safe.
 */
public abstract class HttpFaceRepositoryProvider implements FaceRepositoryProvider {
    private final String name;
    private final Supplier<Capabilities> capabilities;
    private final Supplier<List<Setting>> settings;
    private final Function<AccountSettings, Optional<? extends ProviderConfig>> reader;

    /**
     * Makes the entry. The functions are called when they are needed, so that making a provider loads no other class.
     *
     * @param name the name that configuration uses
     * @param capabilities returns the capabilities
     * @param settings returns every setting that the reader understands
     * @param reader reads an account's settings; returns empty if it rejected one
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
