/** What travels between two services as a message. */
package io.golden.commons.wire;
