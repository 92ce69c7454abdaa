package io.efface.aliyun;

import io.efface.http.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Regions and their hosts. A region in no list is refused: the vendor's SDK invents a host for it, and a deletion that goes to
 * the wrong library finds nothing and looks like success.
 */
final class AliyunRegions {
    private static final String DOMAIN = ".aliyuncs.com";
    private static final String GLOBAL = "green" + DOMAIN;
    private static final String SINGAPORE = "green.ap-southeast-1" + DOMAIN;

    /** Public and internal hosts, "Endpoints" (document 107743, read 2026-11-22). */
    private static final List<String> DOCUMENTED =
            List.of("cn-shanghai", "cn-beijing", "cn-shenzhen", "ap-southeast-1", "eu-central-1", "us-east-1");

    /** Public hosts only, endpoints.json of aliyun-java-sdk-core 4.7.10. */
    private static final List<String> OF_SDK_CORE = List.of("cn-hangzhou", "us-west-1");

    /** Served by the global host, the endpoint map of aliyun-java-sdk-green 3.6.6. */
    private static final List<String> ON_GLOBAL_HOST =
            List.of("cn-zhangjiakou", "cn-chengdu", "cn-qingdao", "cn-huhehaote", "cn-hongkong");

    /** Served from Singapore, the endpoint map of aliyun-java-sdk-green 3.6.6. */
    private static final List<String> ON_SINGAPORE_HOST = List.of(
            "ap-south-1",
            "ap-northeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-5",
            "eu-west-1",
            "me-east-1");

    /** The regions with all services, face libraries among them, "Endpoints" (document 107743, read 2026-11-22). */
    private static final List<String> WITH_FACE_LIBRARY = List.of("cn-shanghai", "cn-beijing");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Map<String, String> PUBLIC_HOSTS = publicHosts();

    private AliyunRegions() {}

    /** Returns whether a text can be the name of a region, known or not. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns the known regions, each standing for itself. */
    static Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        PUBLIC_HOSTS.keySet().forEach(region -> names.put(region, region));
        return names;
    }

    /** Returns whether a host inside the vendor's own network is documented for the region. */
    static boolean hasVpc(String region) {
        return DOCUMENTED.contains(region);
    }

    /** Returns the regions with a documented host inside the vendor's own network. */
    static List<String> withVpc() {
        return DOCUMENTED;
    }

    /** Returns whether the vendor documents a face library in the region. */
    static boolean hasFaceLibrary(String region) {
        return WITH_FACE_LIBRARY.contains(region);
    }

    /** Returns the regions in which the vendor documents a face library. */
    static List<String> withFaceLibrary() {
        return WITH_FACE_LIBRARY;
    }

    /** Returns whether the host is the known public one of the region. */
    static boolean isServedBy(String region, String host) {
        return host.equals(PUBLIC_HOSTS.get(region));
    }

    /**
     * Returns where a region's library is.
     *
     * @throws IllegalArgumentException if the region is unknown, or has no documented host in the network
     */
    static Endpoint endpoint(String region, AliyunConfig.Network network) {
        String host = PUBLIC_HOSTS.get(region);
        if (host == null) {
            throw new IllegalArgumentException("unknown region; known are " + String.join(", ", PUBLIC_HOSTS.keySet())
                    + "; another one needs an endpoint as well");
        }
        if (network == AliyunConfig.Network.VPC) {
            if (!hasVpc(region)) {
                throw new IllegalArgumentException(
                        "no host in the vendor's own network is documented for this region, only for "
                                + String.join(", ", DOCUMENTED));
            }
            host = "green-vpc." + region + DOMAIN;
        }
        return Endpoint.parse("https://" + host);
    }

    private static Map<String, String> publicHosts() {
        TreeMap<String, String> hosts = new TreeMap<>();
        DOCUMENTED.forEach(region -> hosts.put(region, "green." + region + DOMAIN));
        OF_SDK_CORE.forEach(region -> hosts.put(region, "green." + region + DOMAIN));
        ON_GLOBAL_HOST.forEach(region -> hosts.put(region, GLOBAL));
        ON_SINGAPORE_HOST.forEach(region -> hosts.put(region, SINGAPORE));
        return Collections.unmodifiableMap(hosts);
    }
}
