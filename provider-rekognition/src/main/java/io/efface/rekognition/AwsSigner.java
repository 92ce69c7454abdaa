package io.efface.rekognition;

import io.efface.http.signing.SigV4;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.Secret;
import java.time.Instant;
import java.util.random.RandomGenerator;
import okhttp3.Request;

/** Signs requests to Rekognition in one region with AWS Signature Version 4. Immutable and thread-safe. */
final class AwsSigner implements VendorSigner<AwsCredentials> {
    /** The signing name of the service ({@code RekognitionAuthSchemeProvider} of AWS's SDK for Java 2.57.8). */
    private static final String SERVICE = "rekognition";

    private final SigV4 signature;

    AwsSigner(String region) {
        this.signature = new SigV4(region, SERVICE);
    }

    @Override
    public Request sign(Request request, byte[] body, AwsCredentials key, Instant at, RandomGenerator random) {
        return signature.sign(
                request,
                body,
                key.id(),
                key.secret().reveal(),
                key.token().map(Secret::reveal).orElse(null),
                at);
    }
}
