/** One JSON object a line, flat, with the fields that operators search by. */
package io.golden.commons.log;
