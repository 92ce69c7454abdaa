/**
 * Tencent Cloud IAI: its signatures, actions on groups, people and faces, and error answers. Uses the packages above it and {@code http}.
 */
@NullMarked
package io.efface.emulator.iai;

import org.jspecify.annotations.NullMarked;
