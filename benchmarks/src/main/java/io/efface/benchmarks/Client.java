package io.efface.benchmarks;

/** A client that deletes people from the {@link TinyServer}: Efface, or other software for comparison. */
enum Client {
    OKHTTP("bare OkHttp: fixed headers, no signature"),
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

    /**
     * Opens the client.
     *
     * @param url the address of the server, without a slash at the end
     */
    Connected connect(String url) {
        return switch (this) {
            case OKHTTP -> new BareOkHttp(url);
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
