/** Who someone is and what they may do. */
package io.golden.auth;
