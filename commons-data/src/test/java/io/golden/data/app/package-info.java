/** A small service on top of commons-data, for its tests. */
package io.golden.data.app;
