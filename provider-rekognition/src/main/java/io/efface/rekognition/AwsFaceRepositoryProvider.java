package io.efface.rekognition;

import io.efface.http.HttpFaceRepositoryProvider;

/** Collections of Amazon Rekognition, by the name {@value #NAME}. Stateless and thread-safe. */
public final class AwsFaceRepositoryProvider extends HttpFaceRepositoryProvider {
    /** The name that configuration uses. */
    public static final String NAME = "rekognition";

    /** Makes the provider; {@link java.util.ServiceLoader} does too. */
    public AwsFaceRepositoryProvider() {
        super(NAME, () -> AwsCapabilities.CAPABILITIES, () -> AwsSettings.SETTINGS, AwsSettings::read);
    }
}
