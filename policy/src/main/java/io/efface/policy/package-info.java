/**
 * The layers around a primitive repository: argument checks, deadline, identifier check, last face, chunking. Each is a
 * {@link io.efface.FaceRepository} around another one and has one reason.
 */
@NullMarked
package io.efface.policy;

import org.jspecify.annotations.NullMarked;
