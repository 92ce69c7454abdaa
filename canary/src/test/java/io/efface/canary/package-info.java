/** Runs the contract with marked ids and secrets, and searches whatever comes out for the marks. */
package io.efface.canary;
