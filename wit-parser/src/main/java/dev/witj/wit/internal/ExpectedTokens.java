package dev.witj.wit.internal;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens could have stood where a parser failed. ANTLR knows this only where a single token
 * decides; where it looked further ahead, the parser's automaton is run from the decision over the
 * tokens that still fitted, in all ways at once.
 */
final class ExpectedTokens {
  private static final int MAX_REPLAY = 20_000;

  private final ATN atn;
  private final Set<Config> seen = new HashSet<>();

  private ExpectedTokens(ATN atn) {
    this.atn = atn;
  }

  /**
   * What could have stood at the token a parser failed at.
   *
   * @param types the token types, {@link Token#EOF} for the end
   * @param fitsAsName whether a name there would have let the next token fit
   */
  record Expected(Set<Integer> types, boolean fitsAsName) {}

  static Expected at(Parser parser, RecognitionException failure, int nameType) {
    return new ExpectedTokens(parser.getATN()).find(parser.getTokenStream(), failure, nameType);
  }

  private Expected find(TokenStream tokens, RecognitionException failure, int nameType) {
    int end = failure.getOffendingToken().getTokenIndex();
    Set<Config> configs = new LinkedHashSet<>();
    int start;
    // The parser may have left a loop before it failed, so the rule is run from its start; only a
    // very long one is not.
    if (failure.getCtx() instanceof ParserRuleContext rule
        && end - rule.getStart().getTokenIndex() < MAX_REPLAY) {
      start = rule.getStart().getTokenIndex();
      close(new Config(atn.ruleToStartState[rule.getRuleIndex()], callers(rule)), configs);
    } else {
      start =
          failure instanceof NoViableAltException noViable
              ? noViable.getStartToken().getTokenIndex()
              : end;
      ATNState state = atn.states.get(failure.getOffendingState());
      close(new Config(state, callers(failure.getCtx())), configs);
    }
    for (int i = start; i < end; i++) {
      if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
        configs = step(configs, tokens.get(i).getType());
      }
    }
    int next = end + 1;
    while (next < tokens.size() && tokens.get(next).getChannel() != Token.DEFAULT_CHANNEL) {
      next++;
    }
    boolean fits =
        next < tokens.size() && types(step(configs, nameType)).contains(tokens.get(next).getType());
    return new Expected(types(configs), fits);
  }

  private Set<Config> step(Set<Config> configs, int type) {
    Set<Config> next = new LinkedHashSet<>();
    seen.clear();
    for (Config config : configs) {
      for (Transition transition : config.state.getTransitions()) {
        if (!transition.isEpsilon() && transition.matches(type, 0, atn.maxTokenType)) {
          close(new Config(transition.target, config.caller), next);
        }
      }
    }
    return next;
  }

  private static Set<Integer> types(Set<Config> configs) {
    Set<Integer> types = new TreeSet<>();
    for (Config config : configs) {
      if (config.state instanceof RuleStopState) {
        types.add(Token.EOF);
      }
      for (Transition transition : config.state.getTransitions()) {
        if (!transition.isEpsilon() && transition.label() != null) {
          types.addAll(transition.label().toSet());
        }
      }
    }
    return types;
  }

  /** Adds every state that can be reached from a config without reading a token. */
  private void close(Config config, Set<Config> into) {
    if (!seen.add(config)) {
      return;
    }
    if (config.state instanceof RuleStopState) {
      if (config.caller == null) {
        into.add(config);
      } else {
        close(new Config(config.caller.follow, config.caller.next), into);
      }
      return;
    }
    into.add(config);
    for (Transition transition : config.state.getTransitions()) {
      if (transition instanceof RuleTransition call) {
        close(new Config(call.target, new Caller(call.followState, config.caller)), into);
      } else if (transition.isEpsilon()) {
        close(new Config(transition.target, config.caller), into);
      }
    }
  }

  private @Nullable Caller callers(@Nullable RuleContext context) {
    if (context == null || context.parent == null || context.invokingState < 0) {
      return null;
    }
    RuleTransition call = (RuleTransition) atn.states.get(context.invokingState).transition(0);
    return new Caller(call.followState, callers(context.parent));
  }

  /** Where the automaton is, and where it goes on when the rule ends. */
  private record Config(ATNState state, @Nullable Caller caller) {}

  private record Caller(ATNState follow, @Nullable Caller next) {}
}
