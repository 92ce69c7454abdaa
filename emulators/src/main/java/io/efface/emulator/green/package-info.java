/**
 * Alibaba Cloud Green: its gateway, signatures, operations on people and faces, and error answers. Uses the packages above it and
 * {@code http}.
 */
@NullMarked
package io.efface.emulator.green;

import org.jspecify.annotations.NullMarked;
