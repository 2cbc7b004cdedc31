/** Lists, a page at a time. */
package io.golden.commons.page;
