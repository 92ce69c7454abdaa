/**
 * Emulates Alibaba Cloud Green: its gateway, signatures, operations on people and faces, and error responses. The package may use {@code
 * io.efface.emulator} and {@code io.efface.emulator.http}.
 */
@NullMarked
package io.efface.emulator.green;

import org.jspecify.annotations.NullMarked;
