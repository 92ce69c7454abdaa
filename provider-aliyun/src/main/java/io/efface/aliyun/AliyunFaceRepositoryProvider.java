package io.efface.aliyun;

import io.efface.http.HttpFaceRepositoryProvider;

/** The provider {@value #NAME}: the custom face libraries of Alibaba Cloud Green 2018-05-09. Stateless and thread-safe. */
public final class AliyunFaceRepositoryProvider extends HttpFaceRepositoryProvider {
    /** The name of the provider in the configuration. */
    public static final String NAME = "aliyun";

    /** Creates the provider, for {@link java.util.ServiceLoader} and for applications. */
    public AliyunFaceRepositoryProvider() {
        super(NAME, () -> AliyunCapabilities.CAPABILITIES, () -> AliyunSettings.SETTINGS, AliyunSettings::read);
    }
}
