package dev.witj.wit.internal;

import java.util.ArrayList;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** What the generated contexts inherit: room for as many children as most of them have. */
public class SyntaxContext extends ParserRuleContext {
  private static final int USUAL_CHILDREN = 4;

  /** For the generated subclasses. */
  protected SyntaxContext() {}

  /** For the generated subclasses. */
  protected SyntaxContext(@Nullable ParserRuleContext parent, int invokingState) {
    super(parent, invokingState);
  }

  @Override
  public <T extends ParseTree> T addAnyChild(T child) {
    if (children == null) {
      children = new ArrayList<>(USUAL_CHILDREN);
    }
    return super.addAnyChild(child);
  }
}
