/** Work that no request asked for: on virtual threads, with a correlation of its own, bounded in time. */
package io.golden.data.background;
