package io.efface.spi;

import io.efface.FaceRepository;

/** Checked settings of the layers of one account. Immutable and thread-safe. */
public interface LayersConfig {
    /** Returns a repository around the primitive one; closing it closes the primitive one. */
    FaceRepository around(FaceRepository primitive, OpenContext context);
}
