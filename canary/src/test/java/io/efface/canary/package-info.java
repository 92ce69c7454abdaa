/** Runs the contract with marked ids and secrets, and searches all output for the marks. */
package io.efface.canary;
