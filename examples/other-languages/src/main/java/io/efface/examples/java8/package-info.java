/** A Java 8 program that starts the command. It uses no class of Efface. */
package io.efface.examples.java8;
