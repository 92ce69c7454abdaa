package io.efface.config;

/** One value of the configuration, with its full key and its place. {@code toString} does not show the value, which may be a secret. */
record Entry(String key, String value, Place place) {
    @Override
    public String toString() {
        return place.text() + ": " + key;
    }
}
