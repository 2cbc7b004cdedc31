/** A small service whose routes provoke every answer that commons gives. */
package io.golden.commons.app;
