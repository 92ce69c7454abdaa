package io.efface.aliyun;

import io.efface.http.HttpFaceRepositoryProvider;

/** Alibaba Cloud's custom face libraries, Green 2018-05-09, by the name {@value #NAME}. Stateless and thread-safe. */
public final class AliyunFaceRepositoryProvider extends HttpFaceRepositoryProvider {
    /** The name that configuration uses. */
    public static final String NAME = "aliyun";

    /** Makes the provider; {@link java.util.ServiceLoader} does too. */
    public AliyunFaceRepositoryProvider() {
        super(NAME, () -> AliyunCapabilities.CAPABILITIES, () -> AliyunSettings.SETTINGS, AliyunSettings::read);
    }
}
