package io.efface.tencent;

import io.efface.http.HttpFaceRepositoryProvider;

/** The provider {@value #NAME}: Tencent Cloud IAI. Stateless and thread-safe. */
public final class TencentFaceRepositoryProvider extends HttpFaceRepositoryProvider {
    /** The name of the provider in the configuration. */
    public static final String NAME = "tencent";

    /** Creates the provider, for {@link java.util.ServiceLoader} and for applications. */
    public TencentFaceRepositoryProvider() {
        super(NAME, () -> TencentCapabilities.CAPABILITIES, () -> TencentSettings.SETTINGS, TencentSettings::read);
    }
}
