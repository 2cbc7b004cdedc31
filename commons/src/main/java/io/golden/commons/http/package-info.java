/** What every request passes on its way in and out, whatever route it takes. */
package io.golden.commons.http;
