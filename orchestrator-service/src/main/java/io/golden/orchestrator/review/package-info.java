/** Has the peers judge exactly the content that ran in the sandbox. */
package io.golden.orchestrator.review;
