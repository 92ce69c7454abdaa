/** A Temporal workflow that erases a list of people from several accounts. It uses efface-erasure and Temporal's SDK. */
package io.efface.examples.temporal;
