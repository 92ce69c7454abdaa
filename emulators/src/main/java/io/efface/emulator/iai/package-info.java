/**
 * Emulates Tencent Cloud IAI: its signatures, actions on groups, people and faces, and error responses. The package may use {@code
 * io.efface.emulator} and {@code io.efface.emulator.http}.
 */
@NullMarked
package io.efface.emulator.iai;

import org.jspecify.annotations.NullMarked;
