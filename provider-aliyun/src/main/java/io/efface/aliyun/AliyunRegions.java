package io.efface.aliyun;

import io.efface.http.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The regions and their hosts. Unlisted regions are rejected. The vendor's SDK would derive a host for such a region. But if a deletion is
 * sent to the wrong library, the vendor reports that the person is absent, and this looks like success.
 */
final class AliyunRegions {
    static final String DOMAIN = "aliyuncs.com";
    private static final String GLOBAL = "green." + DOMAIN;
    private static final String SINGAPORE = "green.ap-southeast-1." + DOMAIN;

    /** Regions with a public and an internal host. Source: "Endpoints" (document 107743, read 2026-11-22). */
    private static final List<String> DOCUMENTED =
            List.of("cn-shanghai", "cn-beijing", "cn-shenzhen", "ap-southeast-1", "eu-central-1", "us-east-1");

    /** Regions with a public host only. Source: endpoints.json of aliyun-java-sdk-core 4.7.10. */
    private static final List<String> OF_SDK_CORE = List.of("cn-hangzhou", "us-west-1");

    /** Regions that the global host serves. Source: the endpoint map of aliyun-java-sdk-green 3.6.6. */
    private static final List<String> ON_GLOBAL_HOST =
            List.of("cn-zhangjiakou", "cn-chengdu", "cn-qingdao", "cn-huhehaote", "cn-hongkong");

    /** Regions that the host of Singapore serves. Source: the endpoint map of aliyun-java-sdk-green 3.6.6. */
    private static final List<String> ON_SINGAPORE_HOST = List.of(
            "ap-south-1",
            "ap-northeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-5",
            "eu-west-1",
            "me-east-1");

    /** Regions with all services, including face libraries. Source: "Endpoints" (document 107743, read 2026-11-22). */
    private static final List<String> WITH_FACE_LIBRARY = List.of("cn-shanghai", "cn-beijing");

    private static final Map<String, String> PUBLIC_HOSTS = publicHosts();

    private AliyunRegions() {}

    /** Returns the regions with a known host. */
    static Set<String> known() {
        return PUBLIC_HOSTS.keySet();
    }

    /** Returns the regions with a documented host inside the vendor's own network. */
    static List<String> withVpc() {
        return DOCUMENTED;
    }

    /** Returns the regions in which the vendor documents a face library. */
    static List<String> withFaceLibrary() {
        return WITH_FACE_LIBRARY;
    }

    /** Returns whether the host is the known public host of the region. */
    static boolean isServedBy(String region, String host) {
        return host.equals(PUBLIC_HOSTS.get(region));
    }

    /** Returns the endpoint of a known region. Only some regions have a host inside the vendor's own network. */
    static Endpoint endpoint(String region, boolean inVendorsNetwork) {
        return Endpoint.parse(
                "https://" + (inVendorsNetwork ? "green-vpc." + region + "." + DOMAIN : PUBLIC_HOSTS.get(region)));
    }

    private static Map<String, String> publicHosts() {
        TreeMap<String, String> hosts = new TreeMap<>();
        DOCUMENTED.forEach(region -> hosts.put(region, "green." + region + "." + DOMAIN));
        OF_SDK_CORE.forEach(region -> hosts.put(region, "green." + region + "." + DOMAIN));
        ON_GLOBAL_HOST.forEach(region -> hosts.put(region, GLOBAL));
        ON_SINGAPORE_HOST.forEach(region -> hosts.put(region, SINGAPORE));
        return Collections.unmodifiableMap(hosts);
    }
}
