package io.efface.policy;

import io.efface.FaceRepository;
import io.efface.spi.LayersConfig;
import io.efface.spi.OpenContext;
import java.time.Duration;

/** The checked settings of one account's layers, which puts them together. */
record Stack(Duration deadline, IdCheck idCheck, LastFace lastFace) implements LayersConfig {
    @Override
    public FaceRepository around(FaceRepository primitive, OpenContext context) {
        FaceRepository chunking = new ChunkingLayer(primitive, context.clock());
        FaceRepository lastFaces = new LastFaceLayer(chunking, lastFace, context.clock());
        FaceRepository ids =
                idCheck == IdCheck.OFF ? lastFaces : new IdCheckLayer(lastFaces, idCheck, context.account());
        FaceRepository deadlines = new DeadlineLayer(ids, deadline, context.clock());
        return new ArgumentsLayer(deadlines);
    }
}
