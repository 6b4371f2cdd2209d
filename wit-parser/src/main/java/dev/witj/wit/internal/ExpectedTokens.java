package dev.witj.wit.internal;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
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
  private final ATN atn;
  private final Set<Config> seen = new HashSet<>();

  private ExpectedTokens(ATN atn) {
    this.atn = atn;
  }

  static Set<Integer> at(Parser parser, RecognitionException failure) {
    return new ExpectedTokens(parser.getATN()).find(parser.getTokenStream(), failure);
  }

  private Set<Integer> find(TokenStream tokens, RecognitionException failure) {
    int end = failure.getOffendingToken().getTokenIndex();
    int start =
        failure instanceof NoViableAltException noViable
            ? noViable.getStartToken().getTokenIndex()
            : end;
    Set<Config> configs = new LinkedHashSet<>();
    ATNState state = atn.states.get(failure.getOffendingState());
    close(new Config(state, callers(failure.getCtx())), configs);
    for (int i = start; i < end; i++) {
      if (tokens.get(i).getChannel() != Token.DEFAULT_CHANNEL) {
        continue;
      }
      int type = tokens.get(i).getType();
      Set<Config> next = new LinkedHashSet<>();
      seen.clear();
      for (Config config : configs) {
        for (Transition transition : config.state.getTransitions()) {
          if (!transition.isEpsilon() && transition.matches(type, 0, atn.maxTokenType)) {
            close(new Config(transition.target, config.caller), next);
          }
        }
      }
      configs = next;
    }
    Set<Integer> expected = new TreeSet<>();
    for (Config config : configs) {
      if (config.state instanceof RuleStopState) {
        expected.add(Token.EOF);
      }
      for (Transition transition : config.state.getTransitions()) {
        if (!transition.isEpsilon() && transition.label() != null) {
          expected.addAll(transition.label().toSet());
        }
      }
    }
    return expected;
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
