/** What a review's votes amount to: weights, score, verdict and its explanation, without a server in sight. */
package io.golden.peerhub.quorum;
