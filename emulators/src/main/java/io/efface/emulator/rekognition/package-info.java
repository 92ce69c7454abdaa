/**
 * Emulates the collections of Amazon Rekognition: Signature Version 4, actions on collections, Users and faces, and error responses. The
 * package may use {@code io.efface.emulator} and {@code io.efface.emulator.http}.
 */
@NullMarked
package io.efface.emulator.rekognition;

import org.jspecify.annotations.NullMarked;
