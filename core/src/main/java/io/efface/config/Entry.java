package io.efface.config;

/** One value with its full key and where it was read. It prints without the value, which may be a secret. */
record Entry(String key, String value, Place place) {
    @Override
    public String toString() {
        return place.text() + ": " + key;
    }
}
