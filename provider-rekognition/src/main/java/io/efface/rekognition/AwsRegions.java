package io.efface.rekognition;

import io.efface.http.Endpoint;
import java.util.List;

/**
 * The regions with Rekognition, and the form of their hosts.
 *
 * <p>Source of the regions: {@code RekognitionServiceMetadata} of AWS's SDK for Java 2.57.8, without its isolated partitions, whose hosts
 * are in other domains. Sources of the form of the hosts: the SDK's endpoint rule set, and "Amazon Rekognition endpoints and quotas"
 * (docs.aws.amazon.com/general/latest/gr/rekognition.html, read 2026-11).
 */
final class AwsRegions {
    static final String DOMAIN = "amazonaws.com";

    static final List<String> KNOWN = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-5",
            "ap-southeast-7",
            "ca-central-1",
            "eu-central-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "il-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-gov-west-1",
            "us-west-1",
            "us-west-2");

    private AwsRegions() {}

    /** Returns the public host of a region. */
    static Endpoint endpoint(String region) {
        return Endpoint.parse("https://rekognition." + region + "." + DOMAIN);
    }
}
