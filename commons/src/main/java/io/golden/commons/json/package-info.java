/** JSON as the suite reads it: strictly, and with every mistake told at once. */
package io.golden.commons.json;
