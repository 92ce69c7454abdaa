/** Runs the contract with marked ids and secrets, and searches all output for the marks. The package may use every module. */
package io.efface.canary;
