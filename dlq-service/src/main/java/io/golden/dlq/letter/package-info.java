/** A dead letter: a message that failed, with the story of its failure. */
package io.golden.dlq.letter;
