package dev.witj.engine.internal.compile;

import org.jspecify.annotations.Nullable;

/** A block that is open. */
final class Block {
  /** What it is. */
  enum Form {
    /** The function, or the piece of it that the method is. */
    OUTERMOST,
    BLOCK,
    LOOP,
    IF,
    TRY_TABLE,
    TRY
  }

  final Form form;

  /** The instruction that begins it; -1 for the outermost. */
  final int at;

  /** How many operands lie below its own. */
  final int height;

  final String params;
  final String results;

  /** Where branches to it go. */
  final Code.Target label = new Code.Target();

  /** Where a loop begins, the first time and after it has been asked whether it may go on. */
  final Code.Target refill = new Code.Target();

  /** Where another round of a loop begins. */
  final Code.Target head = new Code.Target();

  /** The variable that counts the rounds of a loop. */
  int rounds;

  Code.@Nullable Target otherwise;

  /** How many operands lie in variables within it. */
  int spilled;

  /** How many of them did before it. */
  int spilledBefore;

  /** The first slot that it uses for what is its own. */
  int mark;

  /** Whether anything jumps to its end. */
  boolean used;

  Exceptions.@Nullable Handlers handlers;

  Block(Form form, int at, int height, String params, String results) {
    this.form = form;
    this.at = at;
    this.height = height;
    this.params = params;
    this.results = results;
  }

  /** What a branch to it takes along. */
  String branchKinds() {
    return form == Form.LOOP ? params : results;
  }
}
