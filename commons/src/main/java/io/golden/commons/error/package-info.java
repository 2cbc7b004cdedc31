/** The error envelope and how every fault and refusal becomes one. */
package io.golden.commons.error;
