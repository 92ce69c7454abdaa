package io.efface.benchmarks;

/** A client that deletes people from the {@link TinyServer}: Efface, or other software for comparison. */
enum Client {
    TENCENT_FLOOR("floor of tencent: OkHttp by hand, signed and parsed"),
    ALIYUN_FLOOR("floor of aliyun: OkHttp by hand, signed and parsed"),
    OKHTTP("bare OkHttp, no signature"),
    JAVA_HTTP("java.net.http, no signature"),
    SOCKET("socket, no signature"),
    TENCENT("tencent, no layers"),
    TENCENT_LAYERS("tencent, layers, verify = off"),
    TENCENT_VERIFIED("tencent, layers, read back (2 requests)"),
    ALIYUN("aliyun, no layers"),
    ALIYUN_LAYERS("aliyun, layers"),
    TENCENT_SDK("Tencent SDK"),
    ALIYUN_SDK("Alibaba SDK"),
    STACK("Retrofit + Moshi + Guice, no signature");

    /** A client that is ready for calls. Thread-safe. */
    interface Connected extends AutoCloseable {
        /** Deletes a person. Throws an exception if the server does not accept the deletion. */
        void delete(String person) throws Exception;

        @Override
        default void close() {}
    }

    private final String title;

    Client(String title) {
        this.title = title;
    }

    /** Returns the name of the client in the tables. */
    String title() {
        return title;
    }

    /** Returns the floor of this client: the client written by hand for the same vendor. The calls of both are compared. */
    Client floor() {
        return switch (this) {
            case ALIYUN_FLOOR, ALIYUN, ALIYUN_LAYERS, ALIYUN_SDK -> ALIYUN_FLOOR;
            default -> TENCENT_FLOOR;
        };
    }

    /**
     * Opens the client.
     *
     * @param url the address of the server, without a slash at the end
     */
    Connected connect(String url) {
        return switch (this) {
            case TENCENT_FLOOR -> new TencentFloor(url);
            case ALIYUN_FLOOR -> new AliyunFloor(url);
            case OKHTTP -> new BareOkHttp(url);
            case JAVA_HTTP -> new JavaHttp(url);
            case SOCKET -> new RawSocket(url);
            case TENCENT -> new EffaceClient(Vendor.TENCENT, url, Vendor.NO_LAYERS);
            case TENCENT_LAYERS -> new EffaceClient(Vendor.TENCENT, url, Vendor.LAYERS_UNVERIFIED);
            case TENCENT_VERIFIED -> new EffaceClient(Vendor.TENCENT, url, Vendor.LAYERS);
            case ALIYUN -> new EffaceClient(Vendor.ALIYUN, url, Vendor.NO_LAYERS);
            case ALIYUN_LAYERS -> new EffaceClient(Vendor.ALIYUN, url, Vendor.LAYERS);
            case TENCENT_SDK -> new TencentSdk(url);
            case ALIYUN_SDK -> new AliyunSdk(url);
            case STACK -> new RetrofitStack(url);
        };
    }
}
