package io.efface.rekognition;

import io.efface.http.HttpFaceRepositoryProvider;

/** Opens collections of Amazon Rekognition. The provider's name in the configuration is {@value #NAME}. Stateless and thread-safe. */
public final class AwsFaceRepositoryProvider extends HttpFaceRepositoryProvider {
    /** The provider's name in the configuration. */
    public static final String NAME = "rekognition";

    /** Creates the provider. {@link java.util.ServiceLoader} uses this constructor, too. */
    public AwsFaceRepositoryProvider() {
        super(NAME, () -> AwsCapabilities.CAPABILITIES, () -> AwsSettings.SETTINGS, AwsSettings::read);
    }
}
