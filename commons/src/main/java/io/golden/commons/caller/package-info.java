/** Who makes a request or sent a message, from a verified token, and what they may do. */
package io.golden.commons.caller;
