package io.efface.tencent;

import io.efface.http.HttpFaceRepositoryProvider;

/** Tencent Cloud IAI, by the name {@value #NAME}. Stateless and thread-safe. */
public final class TencentFaceRepositoryProvider extends HttpFaceRepositoryProvider {
    /** The name that configuration uses. */
    public static final String NAME = "tencent";

    /** Makes the provider; {@link java.util.ServiceLoader} does too. */
    public TencentFaceRepositoryProvider() {
        super(NAME, () -> TencentCapabilities.CAPABILITIES, () -> TencentSettings.SETTINGS, TencentSettings::read);
    }
}
